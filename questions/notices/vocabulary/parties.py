"""Who has a part in an incident beside the organisation itself."""

import re

from questions.notices.vocabulary.people import OUTSIDE

PARTIES = [
    (
        "commission",
        r"個人情報保護委員会|information commissioner(?:'s office)?|\bico\b"
        r"|data protection (?:authority|commission(?:er)?|regulator)|personal information protection commission"
        r"|\bcnil\b",
        False,
    ),
    (
        "police",
        r"(?<![一-龥])(?!税務|消防|監督|労働|部署)[一-龥]{1,4}(?<!税務)(?<!消防)署(?=(?:に|へ)(?:も)?(?:相談"
        r"|被害|届|通報))"
        r"|110番|警視庁|(?:(?!同日|翌日)[一-龥]{2,4}(?:県|府|道)?)?警察(?:署|本部)?|[一-龥]{1,3}県警|\bpolice\b|\bfbi\b"
        r"|law enforcement|secret service",
        False,
    ),
    (
        "payment-agency",
        r"決済代行(?:会社|業者|事業者)?|payment (?:processor|agency|gateway|service provider"
        r"|provider)s?",
        True,
    ),
    (
        "card-company",
        r"(?:クレジット)?カード(?:発行)?会社|カードブランド|イシュア|アクワイアラ|card (?:compan(?:y"
        r"|ies)|brands?|issuers?|networks?)|acquir(?:er|ing bank)",
        False,
    ),
    (
        "investigator",
        r"(?:第三者)?調査(?:機関|会社)|フォレンジック(?:調査)?(?:会社|機関|業者|専門)"
        r"|外部(?:の)?(?:セキュリティ)?(?:専門家|専門機関|専門会社|専門業者|調査)"
        r"|(?:independent |outside |external |third-party )security (?:firm|compan|consultan)[a-z]{0,3}"
        r"|(?:independent |outside "
        r"|external |third-party )?(?:forensic(?: security)?|cyber ?security) (?:firm|expert|investigator|specialist"
        r"|compan)[a-z]{0,3}",
        False,
    ),
    (
        "supplier",
        r"(?:業務)?委託先|ホスティング(?:事業者|会社|業者)|再委託先|委託(?:業者|事業者|会社)|保守(?:会社|業者"
        r"|を委託)|システム(?:開発"
        r"|保守|運営)?会社|開発会社|制作会社|運用会社|クラウド(?:事業者|サービス(?:事業者|提供))"
        r"|ベンダー|を委託(?:して|する|した)(?:い[るた])?|請け負う会社|サービス提供(?:会社|事業者)|(?:予約"
        r"|通販|決済|配信)(?:サイト|システム|サービス)の(?:運営|提供)会社"
        r"|vendors?\b|suppliers?\b(?! of\b)"
        r"|(?:company|firm|business) (?:that|which) (?:runs|operates|hosts|manages|provides|supplies|processes"
        r"|maintains|prints) (?:our|its|their|the)\b"
        r"|contractors?\b|service providers?|third-party provider|subcontractors?|hosting provider"
        r"|cloud provider",
        True,
    ),
    (
        "authority",
        r"監督官庁(?!である)|保健所|労働基準監督署|所管(?:官庁|課|省庁)|財務局|金融庁|経済産業省|経産省"
        r"|総務省|厚生労働省"
        r"|(?<![一-龥])[市町区]の[一-龥]{2,8}[課部局](?=(?:に|へ)(?:も)?(?:報告|届|連絡))"
        r"|(?<![一-龥])(?:県|府|都)(?=(?:の[一-龥]{1,10})?(?:に|へ)(?:も)?(?:報告|届|連絡|第[一1]報))"
        r"|(?<![一-龥])(?:県|府|都|市|[一-龥]{2,6}[部課局])(?=(?:と|及び|および|並びに"
        r"|、)個人情報保護委員会(?:に|へ)[^。\n]{0,8}(?:報告|届|連絡))"
        r"|国土交通省|文部科学省|農林水産省|消費者庁|教育委員会|[市町村県都府区]教委|department of (?:health"
        r"|education|justice)[a-z ]{0,20}|(?:state |financial |industry )?(?<!protection )regulators?\b"
        r"|(?:national|federal|financial) [a-z ]{3,24}(?:administration|authority|agency|board)"
        r"|office for civil rights"
        r"|charity commission|attorneys? general|(?:県|都|府|道|市)(?=を(?:通じて|経由して))|ministry of [a-z]{3,20}",
        False,
    ),
    ("ipa", r"独立行政法人情報処理推進機構|\bipa\b", False),
    ("jpcert", r"jpcert(?:/cc)?", False),
    ("privacy-mark", r"jipdec|プライバシーマーク(?:審査機関|推進)", False),
    ("broker", r"名簿(?:業者|屋)|data brokers?", False),
    ("insurer", r"保険会社へ|cyber insurer", False),
]
PARTY_PATTERNS = [(value, re.compile(pattern), supplier) for value, pattern, supplier in PARTIES]

# Who may notice something. The first that fits, nearest before "noticed".
WITNESSES = [
    ("card-company", r"カード(?:発行)?会社|カードブランド|card (?:compan(?:y|ies)|brands?|issuers?)"),
    ("payment-agency", r"決済代行(?:会社|業者|事業者)?|payment (?:processor|agency|provider)"),
    ("police", r"警視庁|警察|県警|\bpolice\b|\bfbi\b|law enforcement"),
    ("commission", r"個人情報保護委員会|\bico\b"),
    ("authority", r"財務局|経済産業省|総務省|監督官庁|regulator"),
    (
        "recipient",
        r"[a-z](?:様|さん|氏)|受信(?:された|した|者)|受け取(?:った|られた)(?:方|人|住民|患者|会員|世帯)"
        r"|誤送信先|送信先の|(?:実習|送付|配布|配信|納品)先|届いた先"
        r"|受け取った先|recipients?\b",
    ),
    ("business-partner", r"委託元|発注元|取引先|仕入先|提携先|本物の[一-龥ァ-ヶー]{2,8}(?:会社|業者)|business partner"),
    (
        "supplier",
        r"(?:業務)?委託先|ホスティング|委託している|保守会社|システム会社|制作会社|開発会社|クラウド事業者|vendors?\b"
        r"|suppliers?\b|contractors?\b|service provider|accountants?\b|couriers?\b",
    ),
    ("researcher", r"セキュリティ(?:研究者|専門家|リサーチャー)|(?:security )?researchers?\b"),
    ("media", r"報道機関|新聞社|記者|journalists?|reporters?\b|newspaper"),
    ("student", r"学生|生徒|\bstudents?\b"),
    (
        "finder",
        r"lost property|lost and found|遺失物(?:センター|係)|忘れ物センター"
        r"|拾得者|拾った(?:方|人)|通行人|passer-by|a member of the public|members of the public",
    ),
    ("bank", r"金融機関|銀行|\bbanks?\b"),
    ("attacker", r"攻撃者|脅迫(?:文|メール)|ransom note|the (?:hackers?|attackers?)"),
    (
        "customer",
        rf"{OUTSIDE}|(?:宿泊|予約|来店)(?:客|者)|(?<![一-龥])客(?![一-龥様])|ご利用の方|\bcustomers?\b"
        r"|\btenants?\b|\bresidents?\b|\busers?\b|\bpatients?\b|\bmembers?\b|\bparents?\b",
    ),
    (
        "monitoring",
        r"監視(?!カメラ|体制|委員|指導)(?:システム|サービス|チーム|センター|ツール)?|セキュリティ(?:ソフト"
        r"|製品|システム|ツール)"
        r"|アラート|monitoring|alerts?\b|antivirus|security software",
    ),
    (
        "staff",
        r"従業員|社員|職員|教員|担当者|情報システム(?:部門?|課|担当)?|システム(?:部門|担当)"
        r"|当社の[一-龥]{1,8}(?:部|課)|社内|\bemployees?\b|\bstaff\b|(?:our|its"
        r"|the) (?:[a-z]{1,12} )?(?:it |security )?(?:team|department|staff|shift|engineers?|colleagues?)"
        r"|volunteers?\b|administrators?\b|nurses?\b|teachers?\b|caseworkers?\b",
    ),
]
WITNESS_PATTERNS = [(value, re.compile(pattern)) for value, pattern in WITNESSES]

FROM_OTHERS = re.compile(
    r"(?:から|より)、[^。\n]{0,80}?との(?:ご)?(?:連絡|指摘|通報|問い?合わ?せ|電話|報告|相談|申し?出|情報提供"
    r"|警告)[^。\n]{0,16}?(?:受け|いただ|頂|あり|あった|寄せられ)"
    r"|(?:が|から)[^。\n]{0,60}?教えて(?:くださ|下さ|いただ|もら|くれ)|(?:から|より|による"
    r"|により)(?!の間)(?:(?!から)[^。\n]){0,80}?(?:連絡|通知(?!書)|指摘|通報"
    r"|問い?合わ?せ|電話|との(?:ご)?メール"
    r"|報告|相談|申し?出|情報提供|苦情|警告)"
    r"[^。\n]{0,16}?(?:受け|され|いただ|頂|あり|あった|寄せられ|入り|入った|増え|発覚|判明|契機|きっかけ)"
    r"|(?:方|様|者)から[^。\n]{0,60}?(?:メール|お?電話)をいただ"
    r"|(?:からの|よりの)(?:ご|お)?(?:連絡|指摘|通報|問い?合わ?せ|申し?出|電話|報告)[^。\n]{0,16}?(?:発覚|判明"
    r"|気[付づ]|受け|いただ|増え)"
    r"|(?<=[a-z])\s(?:called|rang|phoned|telephoned|e-?mailed|wrote to|got in touch with)(?:\sus\b|(?=[.\n])"
    r"|\sthe (?:school|office|shop|company|clinic|council|hospital)\b)"
    r"|(?<=[a-z])\s(?:called|rang|phoned|telephoned|e-?mailed|wrote to)\sour\s(?:[a-z]{1,12}\s){0,2}"
    r"(?:office|desk|team|reception|branch|school|shop|clinic|line|department)\b"
    r"|(?<=[a-z])\sreplied [^.\n]{0,30}to (?:tell us|let us know)|(?<=[a-z])\sreport(?:ed|s) (?:the "
    r"|this )[a-z]{1,12} to us\b"
    r"|(?<=[a-z])\s(?:has |had |have )?(?:informed|notified|alerted|contacted|told|warned"
    r"|tipped off)\s(?:us|the (?:company|office|university|hospital|shop|firm|bank|council|school"
    r"|charity)|it\b|them\b|[a-z]+ that)"
)
FROM_OTHERS_PASSIVE = re.compile(
    r"(?:discovered|noticed|detected|spotted|found|informed|notified|alerted|contacted|told|warned|tipped off)\sby\s"
    r"|\b(?:first calls?|complaints?)\sfrom\s"
)
BY_ITSELF = re.compile(
    r"[^。\n、のに]{0,8}?(?:が|により|の調査で|の捜査で|において)[^。\n]{0,60}?(?:気付|気づ|検知|発見(?!に至)"
    r"|発覚|判明|見つけ|届け?出て?[^。\n]{0,4}(?:分か|判明))"
    r"|[^.\n]{0,30}?raised (?:an|the) (?:alarm|alert)\b|[^.\n]{0,30}?(?:noticed|detected|discovered"
    r"|reported (?:receiving|seeing)|spotted|identified|found) "
)

FOUND_MISSING = re.compile(
    r"ところ[^。\n]{1,50}(?:なくなっ|無くなっ)て(?:い|お)|(?:見当たらない|見つからない|なくなっている|ない"
    r"|紛失した|置き忘れた)(?:こと|の)に気(?:付|づ)(?:い|き)"
    r"|紛失に気(?:付|づ)(?:い|き)"
    r"|点検で[^。\n]{0,12}(?:判明|発覚)|不審に(?:思|感じ)った(?:上司|同僚|職員|社員|従業員|担当者)"
    r"|\b(?:she|he|they) (?:then |later |only |soon )?(?:reali[sz]ed|noticed|discovered)\b"
)

TOLD_PEOPLE = re.compile(
    r"様(?:に|へ|にも|には|宅)|の方全員(?:に|へ)|(?:対象|該当)(?:の|する|となる)?(?:方|者|お客|患者|学生|会員"
    r"|利用者|[0-9]{1,7}名|皆)"
    r"|ご?本人(?:様)?(?:へ|に|宛)"
    r"|お客(?:様|さま)(?:に|へ|には)|全員(?:に|へ)|(?:患者|相談者|住民|申込者|応募者|参加者"
    r"|受験者)(?:の家族)?(?:に|へ)(?![関対係])"
    r"|[0-9,]{1,9}[人名](?:の[一-龥]{1,4})?(?:全員)?(?:に|へ)(?=[^。\n]{0,12}(?:謝罪|お?詫び|お?わび|連絡|通知|説明))"
    r"|お(?:一人|二人|三人)の|\b(?:people|tenants|residents) (?:was|were) (?:telephoned|phoned|e-?mailed|told)"
    r"|letters? to (?:all|every)|ご自宅(?:を|に|へ)"
    r"|(?:登録者|寄附者|寄付者)(?:に|へ)(?=[^。\n]{0,20}(?:メール|通知|連絡|書面|文書|手紙))"
    r"|契約者(?:へ|に)|保護者(?:へ|に|の皆|説明会)|会員(?:へ|に)"
    r"|利用者(?:へ|に)|(?:の方|皆様|皆さま|方々)(?:に|へ|には)"
    r"|個別に(?:ご)?(?:連絡|通知|お知らせ)|お一人ずつ|(?:affected|impacted|these|all"
    r"|those) (?:[a-z]{1,12} )?(?:customers|members|patients|individuals|people|students|users"
    r"|consumers|employees|parents)|those affected|everyone (?:affected|concerned|whose|who)\b|to every(?:one|body)\b"
    r"|\b(?:customers|members|patients|students|users|residents"
    r"|employees) (?:[a-z]{1,8} ){0,2}receiv(?:ed?|ing) (?:an? )?(?:e-?mail|letter|notice)"
    r"|\bwrote to (?!the (?:police|ico|commission|regulator))|letters? (?:were|was|have been) (?:sent|mailed|posted)"
    r"|(?:e-?mailed|telephoned|phoned|rang|called|visited|wrote to) (?:all|the other|every|each)|to you\b"
    r"|(?:notif|mail|letter|told|inform"
    r"|e-?mail)[a-z]{0,6} (?:[a-z0-9,]{1,10} ){0,4}(?:customers|members|patients|individuals|students"
    r"|people)|being notified|writing to (?:let you know|tell you|inform you|notify you)"
)
TELLING = re.compile(
    r"連絡|通知|お?知らせ|送付|発送|お送り(?:し|いた)|送って(?:い|お)|説明|訪問|謝罪|(?:お?詫び"
    r"|お?わび)(?:の(?:文書|電話|手紙|書状|メール)|し(?:た"
    r"|まし))|お?電話|(?:文書|手紙|書面|はがき)を|phoned|receiv|notif|letter|told|inform|e-?mail|contact|writ|wrote"
)
CLIENT = re.compile(
    r"(?:当社|弊社|本市|本学|本校)(?:に|へ)(?:も)?(?:報告|連絡|第[一1]報)|委託元|発注元"
    r"|から(?:本)?(?:市|町|村|県|当社|弊社|本学|本校)(?:に|へ)(?:報告|連絡)|our client"
)
# Said behind whom it was reported to, and in English before.
REPORTING = re.compile(
    r"[^。\n、]{0,8}(?:に|へ|及び|および|・|と|、)[^。\n]{0,40}?"
    r"(?:報告(?:し|いた|を行|済)|届け?出(?:し|ま|を[行し]|を提出|済)|被害届を(?:提出|出)|(?:相談|通報"
    r"|申告)(?:し|いた|を行))"
    r"(?![^。\n]{0,10}予定)"
    r"|[^.\n]{0,60}\b(?:was|were|has been|have been) (?:informed|notified|told|alerted)\b(?!\sby)"
)
REPORTED_BEFORE = re.compile(
    r"\b(?:reported|notified|informed|told)\b(?!\s(?:us|me"
    r"|by))(?:[^.\n]|(?<=\bu)\.|(?<=\bu\.s)\.){0,80}(?<!\bby)(?<!\bfrom)\s(?:the\s|our\s|local\s|state\s"
    r"|u\.s\.\s){0,2}$"
)
NOT_REPORTED = re.compile(
    r"\b(?:not|never|n't|no)\b[^.\n]{0,40}\b(?:report|notif|inform|told|tell)[a-z]{0,4}\b[^.\n]{0,24}$"
)
LETTER = re.compile(
    r"(?:^|\n)\s{0,4}dear (?!(?:all|colleagues|shareholders|investors)\b)"
    r"|writing to (?:let you know|tell you|inform you|notify you)|の情報が(?:漏えい|漏洩|流出)した(?:お客様|方)へ"
)
HOW = [
    ("email", r"電子メール|メール(?!アドレス)|e-?mail(?! address)"),
    ("letter", r"書状|書面|郵送|郵便|文書|手紙|封書|letters?\b|\bmail(?:ed|ing)\b|by post"),
    ("phone", r"電話(?!番号)|\bcall(?:ed|ing)\b|by (?:tele)?phone"),
    ("visit", r"訪問|伺|in person"),
    ("website", r"ホームページ|ウェブサイト|webサイト|website"),
]
HOW_PATTERNS = [(value, re.compile(pattern)) for value, pattern in HOW]
