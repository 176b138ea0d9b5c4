import type { NameSource } from './names.ts';

/** Names written in Latin letters, by language; every combination is invented. */
export const LATIN_NAMES: readonly NameSource[] = [
  { given: 'Aoife, Ciarán, Niamh, Oisín, Sinéad', family: 'Ó Maoláin, Brannigan, Delahunty, Kinsella, Tierney' },
  { given: 'Åsa, Bjørn, Sølvi, Þórdís, Märta', family: 'Lindqvist, Østergård, Håkansson, Bjørnstad, Sjölander' },
  {
    given: 'Annegret, Käthe, Götz, Hans-Jürgen, Lieselotte',
    family: 'Schröder-Vogelsang, Weißhaupt, Großmann-Hohenstein, Löffelholz, von der Mühlen',
  },
  {
    given: 'Zoé, Anaïs, Jean-Baptiste, Maëlys, Noëlle',
    family: "Desrosiers-Beaulieu, Lefèvre, Châtelain, Guérin, d'Hautefeuille",
  },
  {
    given: 'Íñigo, Begoña, Ximena, Álvaro, Rocío',
    family: 'Muñoz Ibáñez, Peñaranda, Quiñones, Zúñiga del Río, Echeverría',
  },
  { given: 'João, Conceição, Luísa, Estêvão, Inês', family: 'Magalhães, Gonçalves Leitão, Falcão, Brandão, Simões' },
  { given: 'Łucja, Stanisław, Żaneta, Wojciech, Małgorzata', family: 'Gołąb, Wróbel, Szczygieł, Kołodziej, Dąbek' },
  { given: 'Zdeněk, Šárka, Jiří, Květa, Řehoř', family: 'Krejčí, Dolejší, Janů, Pavlů, Kočí' },
  { given: 'Çağla, Gökçe, İlker, Şebnem, Özgür', family: 'Yıldırım, Çelikkol, Karadağ, Güneşli, Işıkçı' },
  { given: 'Csilla, Zsófia, György, Örs, Ágnes', family: 'Szűcs, Fehérvári, Kőszegi, Vörösházi, Nagyidai' },
  {
    given: 'Adébáyọ̀, Títílayọ̀, Fúnmiláyọ̀, Ṣadé, Olúwaṣeun',
    family: 'Adéyẹmí, Ògúnbọ̀wálé, Akíntọ́lá, Fálàná, Ọlátúnjí',
  },
  { given: 'Hồng Nhung, Văn Đức, Quỳnh Như, Minh Khôi, Ánh Tuyết', family: 'Nguyễn, Trần, Đặng, Phạm, Huỳnh' },
  {
    given: 'Siân, Emrys, Beatrix, Tobias, Marguerite',
    family: "Featherstonehaugh-Cholmondeley, Gruffydd, Ashworth-Penrose, Llewellyn, O'Shaughnessy",
  },
  { given: 'Ștefania, Ionuț, Răzvan, Măriuca, Sânziana', family: 'Țăranu, Bălănescu, Crângașu, Mureșan, Pădureanu' },
];
