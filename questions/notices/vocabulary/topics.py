"""The themes of incidents and the words by which each is recognised, and the words that tell whether it is one."""

import re

TOPICS = [
    (
        "payment-page-tampering",
        r"(?:ペイメント|決済)(?:用の|の)?(?:モジュール|アプリケーション|プログラム|ページ|画面"
        r"|フォーム)[^。\n]{0,30}(?:改ざん|書き換え|不正)|skimm(?:er|ing)|magecart|(?:payment"
        r"|checkout) (?:page|form|module)[^.\n]{0,60}(?:alter|tamper|modif|malicious|inject)"
        r"|malicious (?:code|script)[^.\n]{0,40}(?:payment|checkout)",
    ),
    (
        "supplier-oversight",
        r"委託先|委託している|再委託|(?:開発|保守|制作)会社|保守を委託|請け負う会社|外部サービス(?:利用|を)|決済代行"
        r"|クラウド(?:事業者|サービス事業者)|\bvendors?\b|\bsuppliers?\b(?! of\b)|contractors?\b"
        r"|service providers?\b|third-party provider|(?:company|firm) (?:that|which) (?:runs|operates|hosts"
        r"|manages|provides|processes) (?:our|its)\b",
    ),
    ("subcontracting", r"再委託|subcontract"),
    (
        "mis-send",
        r"誤送信|誤って[^。\n]{0,30}(?:送信|送付|送って|入力|添付|郵送|配布|渡)|誤送付|誤配|誤封入"
        r"|封入(?:ミス|間違)|(?:別|他)の(?:お客|人|方|患者|住民|顧客|取引先|会社|事業者|世帯|家庭|宛先"
        r"|番号)[^。\n]{0,20}(?:送|郵送|渡|交付|封筒)"
        r"|誤った(?:番号|宛先|相手|送信先|アドレス|住所)[^。\n]{0,20}送|べきところ[^。\n]{0,40}送信"
        r"|アドレスが(?:全員に)?見える"
        r"|[\"“']to[\"”'] (?:field|line|box)|could see (?:the )?other (?:[a-z]{1,12}'? ){0,2}(?:e-?mail )?addresses"
        r"|sent to the wrong|wrong (?:file|attachment|document|spreadsheet|recipient|address|home|house"
        r"|household|envelope|mailing list|person|people)"
        r"|mis-?(?:sent"
        r"|directed|delivered)|(?:e-?mailed|sent|shared|disclosed) (?:[a-z]{1,12} ){0,4}(?:by mistake|in error"
        r"|accidentally)",
    ),
    (
        "bcc",
        r"(?<![a-z])bcc(?![a-z])|(?<![a-z])cc欄|宛先(?:欄)?に(?:全員|他の)|blind copy|アドレスが(?:全員に)?見える"
        r"|[\"“']to[\"”'] (?:field|line|box)|in(?:to)? the to (?:field|line|box)",
    ),
    (
        "lost-device",
        r"(?:紛失|置き忘れ|置き引き|盗難|(?<!パスワードが)(?<!情報が)(?<!データが)(?<!idが)盗まれ|車上荒らし"
        r"|遺失)|(?:laptop|usb|device|phone|computer"
        r"|drive|stick|briefcase|bag|paper|file)s?[^.\n]{0,40}(?:stolen|lost|missing|left (?:on"
        r"|in) (?:a|the) (?:train|bus|taxi|car))"
        r"|\bleft (?:[a-z,]{1,12} ){0,10}(?:on|in) (?:a|the) (?:train|bus|taxi|car|plane|coach|tram)\b|(?:stolen|lost"
        r"|missing) (?:[a-z]{1,12} ){0,2}(?:laptop|usb|device|phone|drive|stick|bag|papers)",
    ),
    (
        "phishing",
        r"フィッシング|偽(?:の)?(?:メール|サイト)|標的型(?:攻撃)?メール|なりすまし(?!の電話|電話)(?:メール)?"
        r"|(?:装っ|名乗)[^。\n]{0,30}メール[^。\n]{0,60}(?:添付|リンク|(?<![a-z])url)"
        r"|装った[^。、\n]{0,12}(?:メール|サイト)|phish|fake (?:e-?mail|log-?in|sign-?in|website|web site)|spoofed",
    ),
    (
        "bec-fraud",
        r"ビジネスメール詐欺|(?:取引先|仕入先|役員|社長|経営者)(?:の[^。\n]{0,12})?(?:を|に)(?:装|なりすま|名乗)"
        r"|振込先(?:の)?(?:口座)?(?:を|の)?変更[^。\n]{0,60}(?:送金|振り?込)|振込先(?:の)?(?:口座)?(?:を"
        r"|の)?変更[^。\n]{0,40}(?:詐欺|偽|だまさ|騙)"
        r"|偽の請求書|business e-?mail compromise|fraudulent (?:invoice|payment|transfer|wire)"
        r"|changed bank details|(?:change (?:of|to) |new )bank details|bank details[^.\n]{0,30}chang|pretended to be",
    ),
    ("ransomware", r"ランサムウ[エェ]ア|身代金|ransomware|ransom note|ransom demand"),
    (
        "insider",
        r"(?:従業員|社員|職員|元社員|元従業員|派遣社員|元職員|退職者)(?!の[^。、\n]{0,8}(?:アカウント|id"
        r"|パスワード|パソコン|端末)(?:が"
        r"|に対))[^。\n]{0,50}(?:不正に(?:持ち出"
        r"|取得|閲覧|利用)|売却|私的|逮捕|横領)"
        r"|(?:元(?:従業員|社員|職員)|退職者)[^。\n]{0,50}(?:持ち出(?:し|した|して)|持ち去)|内部不正|不正に持ち出し"
        r"|former employee(?!s?[^.\n]{0,10}(?:was|were) )[^.\n]{0,40}(?:took|copied|sold|download"
        r"|access|kept|used)|insider"
        r"|employee(?!s?[^.\n]{0,10}(?:was|were) )[^.\n]{0,40}(?:sold|copied|downloaded|took"
        r"|misused|without authori[sz]ation)",
    ),
    (
        "leaver-accounts",
        r"who had given notice|before (?:leaving|resigning)|(?:account|login|credentials"
        r"|password)[^.\n]{0,30}(?:former|departed|ex-)"
        r"|元(?:従業員|社員|職員|委託先)[^。\n]{0,20}(?:アカウント|(?<![a-z])id(?![a-z])|パスワード|権限)"
        r"|退職(?:者|後|した)[^。\n]{0,40}(?:アカウント|id"
        r"|パスワード|権限|アクセス)|(?:former|departed"
        r"|ex-?)\s?(?:employee|staff|contractor)[^.\n]{0,40}(?:account|credential|password|access)",
    ),
    (
        "breach-notification",
        r"時間(?:を要|がかか)[^。\n]{0,20}(?:お詫び|こと)|(?:公表|発表|告知|案内)(?:まで|が遅|の遅)"
        r"|速報|確報|本人への通知|notif(?:y|ies|ied|ication)[^.\n]{0,40}(?:breach"
        r"|data security incident|affected)|mailing letters",
    ),
    ("vpn", r"(?<![a-z])vpn(?![a-z])"),
    (
        "patching",
        r"脆弱性[^。\n]{0,30}(?:修正|更新|未適用|放置|パッチ|アップデート)|パッチ(?:を|の|が)?(?:適用"
        r"|未)|not been updated|unpatched|security (?:patch|update)|known vulnerabilit",
    ),
    (
        "business-continuity",
        r"操業|業務(?:を|が)?(?:停止|停滞|再開)|診療(?:を|の)(?:停止|制限|再開)|生産(?:を|が)(?:停止"
        r"|再開)|復旧(?:作業|まで|に時間)|バックアップ|operations (?:were|was) (?:halted|suspended"
        r"|disrupted)|production (?:was|has) (?:stopped|halted|suspended)|resumed (?:operations"
        r"|production)|(?:deliver(?:y|ies)|orders|services?) [^.\n]{0,30}resumed|back-?ups?\b",
    ),
    (
        "publishing-error",
        r"(?:ホームページ|ウェブサイト|webサイト|サイト|インターネット)[^。\n]{0,40}(?:誤って(?:公開"
        r"|掲載)|誤掲載|閲覧(?:できる|可能な)状態)|誤って(?:公開|掲載)|誤公開|誤掲載|閲覧(?:できる|可能な)状態"
        r"|検索エンジン[^。\n]{0,20}(?:見える|表示|登録され)"
        r"|published (?:by mistake|in error|accidentally)|accidentally (?:published|posted|uploaded)",
    ),
    (
        "cloud-misconfiguration",
        r"(?:アンケート|フォーム|クラウド|共有)[^。\n]{0,40}(?:閲覧(?:できる|可能な)状態|見える状態)"
        r"|設定(?:の|に)?(?:ミス|誤り|不備|を誤)"
        r"|(?<![a-z])cdn(?![a-z])|キャッシュ(?!カード)|アクセス権(?:限)?の(?:設定|不備)|公開設定|misconfigur"
        r"|publicly accessible"
        r"|bucket[^.\n]{0,60}(?:read|open|access)|open (?:bucket|database)|unsecured (?:database|bucket|server)",
    ),
    (
        "disposal",
        r"誤って[^。\n]{0,12}(?:処分|捨て)|誤(?:って)?廃棄|廃棄(?:文書|物|業者|した|された|すべき)"
        r"|シュレッダー|disposed of|thrown away"
        r"|disposal|shredd",
    ),
    (
        "password-reuse",
        r"パスワード(?:の)?(?:使い回し|使いまわし)|リスト型|password reuse|re-?used passwords?"
        r"|passwords?[^.\n]{0,30}\bre-?used",
    ),
    ("credential-stuffing", r"リスト型(?:攻撃|アカウントハッキング)|パスワードリスト攻撃|credential stuffing"),
    (
        "help-desk-social-engineering",
        r"ヘルプデスク[^。\n]{0,40}(?:装|なりすま|だま|騙)|help ?desk[^.\n]{0,60}(?:impersonat|trick"
        r"|pretend|pose|reset)|(?:impersonat|posing as)[^.\n]{0,60}help ?desk",
    ),
    (
        "mfa-fatigue",
        r"多要素認証(?:疲労|の承認|の要求)[^。\n]{0,20}(?:承認|繰り返|何度)|mfa fatigue|prompt bombing"
        r"|push notifications? repeatedly",
    ),
    ("vishing", r"電話(?:で|を使)[^。\n]{0,30}(?:だま|騙|聞き出)|vishing|voice phishing"),
    ("incident-response", r"初動対応|incident response plan|csirt"),
    ("remote-work", r"テレワーク|在宅勤務|リモートワーク|remote work|working from home"),
    ("concealment", r"隠蔽|隠ぺい|隠して(?:い|お)|虚偽の(?:報告|説明)|cover(?:ed)?[- ]up|conceal"),
    (
        "data-handling",
        r"(?:職員|社員|従業員|看護師|教員|教諭|講師|店員|スタッフ|アルバイト)[^。\n]{0,60}"
        r"(?:(?<![a-z])sns|インスタグラム|フェイスブック|ブログ|動画サイト)[^。\n]{0,16}(?:投稿|公開|掲載)"
        r"|(?:sns|インスタグラム)[^。\n]{0,16}投稿[^。\n]{0,60}写(?:り|っ)"
        r"|posted [^.\n]{0,80}(?:social media|instagram|facebook|tiktok|snapchat)",
    ),
    ("generative-ai", r"生成ai|chatgpt|generative ai"),
]
TOPIC_PATTERNS = [(value, re.compile(pattern)) for value, pattern in TOPICS]

# What happened, said of this case: the difference between a notice and a privacy policy or an advertisement.
HAPPENED = re.compile(
    r"(?:流出|漏えい|漏洩|紛失|誤送信|誤送付|改ざん|不正アクセス|盗難|誤廃棄|誤公開|誤掲載"
    r"|(?:第三者|外部|誰)[^。\n]{0,12}閲覧(?:できる|可能な)状態|感染"
    r"|侵入|被害)[^。\n]{0,24}(?:しました|いたしました|した(?:こと|可能性|おそれ|恐れ|疑い|と|。)"
    r"|しており|したおそれ|の可能性|のおそれ|の恐れ|が判明|が発覚|が発生|を受け(?:た|まし|、)"
    r"|が確認|について|に関する|しておりました|された|されて|していた)"
    r"|(?:閲覧(?:できる|可能な|できた)状態|置き忘れ|持ち出し|持ち出された|見える状態|乗っ取られ|書き換えられ|盗まれ"
    r"|誤って[^。\n]{0,40}(?:送信|送付|配信|郵送|公開|掲載|廃棄|入力|渡|交付|配布)し)"
    r"|\b(?:was|were|been) left (?:on|in|at|behind)\b|\b(?:published|sent|disclosed|shared) in error\b"
    r"|ことが(?:判明|発覚|分か)|事案が発生|(?:電話|連絡|指摘|通報|申し?出|問い?合わ?せ)[^。\n]{0,12}(?:判明|発覚)"
    r"|could see (?:the )?other (?:[a-z]{1,12}'? ){0,2}(?:e-?mail )?addresses"
    r"|[\"“']to[\"”'] (?:field|line|box) (?:rather than|instead of)"
    r"|(?:sent|e-?mailed|posted)[^.\n]{0,120}to the wrong (?:recipient|person|people|address|company|number)"
    r"|unauthori[sz]ed (?:actor|person|party|individual|access)\b"
    r"|(?:was|were|had been|have been|has been|been|being|gained|may have been"
    r"|could have been) (?:[a-z]{1,12} ){0,2}(?:stolen|accessed|exposed|compromised|leaked"
    r"|breached|hacked|lost|affected|taken|copied|encrypted|sent|e-?mailed|published|infected)"
    r"|(?:hackers?|attackers?|thieves|intruders?|criminals?|employee|contractor) (?:had |have |has )?"
    r"(?:stole|taken|took|copied|accessed)"
    r"|breach (?:began|occurred|happened|was discovered)"
    r"|data breach|(?:security|phishing|cyber|data|privacy) incident|fake login page"
    r"|the attackers? |gained (?:unauthori[sz]ed )?access|target of a cyber"
    r"|cyber ?attack|ransomware attack|by mistake|fell victim|stole\b|leaked\b"
)
# A supplier who helps afterwards had no part in it.
REMEDY = re.compile(r"\b(?:now|will|in future|going forward|from now on)\b|\b(?:has|have)\b[^.\n]{0,120}\bsince\b")
GENERAL = re.compile(
    r"(?:防止|予防|対策)(?:のため|に努め|を講じ|セミナー|の取組|を徹底)|セミナー"
    r"|研修(?:会)?の(?:ご案内|お知らせ)|個人情報保護方針|プライバシーポリシー|滅失(?:又は|または"
    r"|、)(?:き損|毀損)|privacy policy|webinar|newsletter|register now|お申し?込み(?:は|受付)|開催"
)
APOLOGY = re.compile(
    r"お詫び|おわび|深く反省|ご迷惑|ご心配|謝罪|apologi[sz]|regret|sorry|notice of data breach|we are writing to"
)
