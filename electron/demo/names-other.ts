import type { NameSource } from './names.ts';

/** Names written in other scripts, each with a Latin spelling for e-mail; every combination is invented. */
export const OTHER_NAMES: readonly NameSource[] = [
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
