import { parseTable, type NameSource, type NameTable } from './name-tables.ts';

/** Names written in Latin letters, by language; every combination is invented. */
const LATIN_NAMES: readonly NameSource[] = [
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

/** Names written in other scripts, each with a Latin spelling for e-mail; every combination is invented. */
const OTHER_NAMES: readonly NameSource[] = [
  {
    given: 'Олена=olena, Дмитро=dmytro, Соломія=solomiia, Ярослав=yaroslav, Квітка=kvitka',
    family: 'Гончаренко=honcharenko, Шевчук=shevchuk, Ґалаґан=galagan, Бондар=bondar, Їжакевич=yizhakevych',
  },
  {
    given: 'ليلى=layla, يوسف=yusuf, نور=nour, عبد الرحمن=abdulrahman, سلمى=salma',
    family: 'الحداد=alhaddad, المنصوري=almansoori, القاسم=alqasim, النجار=alnajjar, الخطيب=alkhatib',
  },
  {
    given: '婉清=wanqing, 浩然=haoran, 思远=siyuan, 雨桐=yutong, 子墨=zimo',
    family: '欧阳=ouyang, 上官=shangguan, 林=lin, 钟=zhong, 司徒=situ',
  },
  {
    given: 'अनन्या=ananya, आरव=aarav, दिव्या=divya, रोहन=rohan, मीनाक्षी=meenakshi',
    family: 'चतुर्वेदी=chaturvedi, त्रिपाठी=tripathi, भट्ट=bhatt, कुलकर्णी=kulkarni, श्रीवास्तव=shrivastav',
  },
  {
    given: 'Ελένη=eleni, Χρυσάνθη=chrysanthi, Ζωή=zoi, Δέσποινα=despoina, Ιωάννα=ioanna',
    family:
      'Παπαδοπούλου=papadopoulou, Καραγιάννη=karagianni, Βλαχοπούλου=vlachopoulou, Μαυρίδου=mavridou, Γαλανού=galanou',
  },
  {
    given: '陽葵=himari, 蓮=ren, 千夏=chinatsu, 悠真=yuma, さくら=sakura',
    family: '小鳥遊=takanashi, 五十嵐=igarashi, 渡邉=watanabe, 長谷川=hasegawa, 東海林=shoji',
  },
  {
    given: 'נועה=noa, יונתן=yonatan, שירה=shira, אלעד=elad, תמר=tamar',
    family: 'בן־ארי=ben-ari, מזרחי=mizrahi, אלמוג=almog, הר־זהב=har-zahav, שושני=shoshani',
  },
  {
    given: '서연=seoyeon, 도윤=doyun, 하린=harin, 지호=jiho, 은채=eunchae',
    family: '남궁=namgung, 황보=hwangbo, 선우=seonwoo, 김=kim, 독고=dokgo',
  },
  {
    given: 'กัญญารัตน์=kanyarat, ธนพล=thanaphon, ปิยะดา=piyada, วรวุฒิ=worawut, อรทัย=orathai',
    family: 'ศรีสุวรรณ=srisuwan, วงศ์ประเสริฐ=wongprasert, จันทร์เพ็ญ=chanphen, ทองดี=thongdee, แสงอรุณ=saengarun',
  },
  {
    given: 'Милица=milica, Ђорђе=djordje, Љубица=ljubica, Немања=nemanja, Снежана=snezana',
    family: 'Живковић=zivkovic, Ћирић=ciric, Љубојевић=ljubojevic, Џамић=dzamic, Њежић=njezic',
  },
  {
    given: 'ნინო=nino, გიორგი=giorgi, თამარ=tamar, ლევან=levan, ქეთევან=ketevan',
    family: 'ბერიძე=beridze, კაპანაძე=kapanadze, ხარაიშვილი=kharaishvili, ჯანაშვილი=janashvili, ფურცელაძე=purtseladze',
  },
  {
    given: 'ሰላም=selam, ዮናስ=yonas, ትዕግስት=tigist, ሕይወት=hiwot, ብሩክ=biruk',
    family: 'ተስፋዬ=tesfaye, ወልደማርያም=weldemariam, ገብረመድህን=gebremedhin, ደምሴ=demissie, አሰፋ=assefa',
  },
];

/** All tables, Latin and other scripts alternately, so that any few neighbours show many scripts. */
export const HOSTILE_TABLES: readonly NameTable[] = LATIN_NAMES.flatMap((latin, index) => {
  const other = OTHER_NAMES[index];
  return other ? [parseTable(latin), parseTable(other)] : [parseTable(latin)];
});

/** Names that break pages: markup, emoji, two of one name, one that is an id, a long one, one that runs the other way. */
export const HOSTILE_QUEUES = [
  'Billing',
  'Billing',
  '<b>Orders</b> & "more", every day',
  '📦🚚 Deliveries',
  'qu-1234567-89ab-4cde-9f01-23456789abcd',
  'خدمة العملاء – customers who called before and whose contract ends within the next thirty days',
  'Ω',
];
