"""The words for kinds of data, and the words that say whether they were affected."""

import re

from questions.incident import DataType

WORDS = [
    (
        DataType.CARD_SECURITY_CODE,
        r"セキュリティー?コード|(?<![a-z])cv[vc]2?(?![a-z])|card (?:security|verification) (?:code"
        r"|value|number)s?|security codes?",
    ),
    (DataType.CARD_EXPIRY, r"有効期限|expir(?:y|ation) dates?|dates? of expiry"),
    (
        DataType.NAME,
        r"カード名義人?(?:名|氏名)?|名義人名?|氏名|お名前|(?<!ユーザー)(?<!会社)(?<!件)(?<!薬の)名前|姓名"
        r"|(?:担当者様?|患者|会員|顧客|利用者|生徒|児童|園児)名(?![簿前称義一-龥])"
        r"|(?:cardholders?'?s? |full "
        r"|first and last )?(?<!similar )(?<!same )\bnames?\b(?! of the (?:company|vendor))",
    ),
    (
        DataType.PAYMENT_CARD,
        r"(?:クレジット|デビット)?カード(?:の)?(?:番号|情報)|クレジットカード(?!会社|決済|払い|業界"
        r"|ブランド|のご利用|の利用|の裏|の差|の再|による|で支)|(?:payment |credit "
        r"|debit )card(?: or debit card)?(?: numbers?| information| details| data|s\b)?|card (?:numbers?|details)"
        r"|payment (?:details|information|data)|\bpan\b",
    ),
    (
        DataType.EMAIL,
        r"(?:電子)?メール(?:・)?アドレス|全員のアドレス|アドレスが(?:全員に)?見える|e-?メールアドレス"
        r"|e-?mail addresses|e-?mail address",
    ),
    (
        DataType.ADDRESS,
        r"(?<!ip)(?<!メール)住所|居所|郵便番号|(?<!e-mail )(?<!email )(?<!ip )(?<!unknown )(?<!web )(?:(?:home"
        r"|postal|street|mailing|billing|delivery) )?\baddress(?:es)?\b(?!:\s?\d)|\bpost ?codes?\b|\bzip codes?\b",
    ),
    (DataType.PHONE, r"電話番号|携帯番号|fax番号|(?:tele)?phone numbers?|mobile numbers?|contact numbers?"),
    (DataType.DATE_OF_BIRTH, r"生年月日|誕生日|(?:dates?|years?) of birth|birth ?dates?|birthdays?"),
    (
        DataType.GOVERNMENT_ID,
        r"マイナンバー|個人番号|(?:運転)?免許証?(?:番号|の(?:写し|画像))?(?=[^に])|パスポート|旅券"
        r"|(?:健康)?保険証|基礎年金番号|在留カード|social (?:security|insurance) numbers?|\bssns?\b"
        r"|passport(?: numbers?)?|driver'?s?'? licen[cs]e(?: numbers?)?|nhs numbers?|national (?:id"
        r"|insurance) numbers?|government[- ]id",
    ),
    (
        DataType.BANK_ACCOUNT,
        r"financial (?:information|data|details|account)|(?:銀行|振込先|預金|引落)?口座(?:番号|情報)?|振込先"
        r"|bank (?:account )?(?:details|numbers?"
        r"|accounts?|information)(?: numbers?)?|\bbank(?= (?:or|and) (?:payment )?card (?:details|information"
        r"|data|numbers))|sort codes?|\bibans?\b"
        r"|(?<!user )(?<!online )account numbers?|routing numbers?",
    ),
    (
        DataType.CREDENTIALS,
        r"パスワード|暗証番号|ログイン(?:id|情報)|認証情報|ユーザー(?:id|名)"
        r"|passwords?(?![- ]protected)|pass ?codes?|\bpins?\b"
        r"|user ?names?|login (?:details|credentials|information)|credentials",
    ),
    (
        DataType.HEALTH,
        r"既往歴|病歴|持病|疾患|アレルギー|(?:介護|看護|診療|服薬)(?:記録|録)|病名|傷病|体調|診療(?:情報|記録"
        r"|内容)|カルテ|健康診断|健診|検査結果"
        r"|健康(?:状態)?に関する情報|健康情報|健康状態|障害(?:の(?:有無|程度|種別)|者手帳)|要介護|投薬"
        r"|薬の名(?:前|称)|服薬"
        r"|(?:medical|health|dental|treatment|clinical)(?: treatment)? (?:records?(?! systems?)|notes?|information|data"
        r"|histor(?:y|ies)|details|conditions?)|diagnos[ei]s|prescriptions?|test results"
        r"|health insurance (?:numbers?|cards?|information)|\bmedications?\b|\bdisabilit(?:y|ies)\b",
    ),
    (
        DataType.PURCHASE_HISTORY,
        r"品名|(?:これまで|過去)のご?(?:注文|購入|お買い?物)|(?:購入|注文|取引|購買)(?:品目|履歴|内容|明細|商品"
        r"|金額|情報)|利用履歴|(?:払込|支払|請求"
        r"|契約)(?:金額|額)|shopping histor(?:y|ies)|purchase (?:history"
        r"|histories|details|records)|order (?:history|histories|details|numbers?)"
        r"|transaction (?:history|details|data)|order details"
        r"|what (?:was|they had|people had|customers had) (?:ordered|bought)"
        r"|(?:shows|events|tickets|items|products|goods) (?:that )?(?:you|they|people"
        r"|customers) (?:had )?(?:booked|bought|ordered)"
        r"|(?:trip|booking|travel"
        r"|reservation) (?:details|data|records|history)|予約(?:情報|内容|履歴|番号)|宿泊日",
    ),
    (
        DataType.OTHER,
        r"(?:(?<=分の)|(?<=名の)|(?<=人の)|(?<=[様者客]の))個人情報(?=[をがは]?(?:[^。、\n]{0,12})(?:流出"
        r"|漏え?い|漏洩))|性別|学年"
        r"|(?:人事|給与)情報|(?<!集合)写真(?!館|部|撮影|を[^。、\n]{0,14}投稿|に[^。\n]{0,24}写り|の奥)|所得|税額"
        r"|emergency contacts?|vehicle registration numbers?|number plates?"
        r"|履歴書|職歴|学歴|相談(?:の)?内容|診察券番号|患者番号|出欠|学籍番号|社員番号|職員番号|会員番号"
        r"|証券番号|受験番号|成績|所属|役職|職業|(?<!高)年齢"
        r"|年収|顔写真|顔画像|位置情報|家族構成|勤務先|会社名|ニックネーム|ip ?アドレス|\bgenders?\b"
        r"|\bsex\b|student numbers|(?:member|employee|customer|staff|student) (?:id )?numbers?"
        r"|exam(?:ination)? (?:marks|results)|\bgrades\b|\bmarks\b|ip addresses|job titles?|salar(?:y"
        r"|ies)|locations? data|(?:rent )?arrears",
    ),
]

# Words of the sentence that make a kind of data what the incident is about.
EXPOSED = re.compile(
    r"流出|漏えい|漏洩|漏れ|閲覧|窃取|盗|持ち出|紛失|記載|記録|記した|含ま|含む|含み|書かれ|載っ|写っ|置き忘れ|誤って"
    r"|入力(?:し|さ)|誤送|見える|表示|公開|保存|暗号化|複製|取得され|送付|送信"
    r"|読み取(?:る|れる)|情報(?:は|の(?:項目|内容))|項目|対象|おそれ|恐れ|アクセスされ|影響|流失|個人情報(?:は|の"
    r"|[:(])|保有|保管|管理して"
    r"|expos|leak|entered|typed|access|compromis|stol|includ|contain|affect|involv|obtain|copied|held|holding"
    r"|taken|disclos|stored|on the (?:laptop|device|drive|stick)|breach|lost|\b(?:show|list)(?:s|ed)?\b"
)
LEADS = re.compile(
    r"流出|漏えい|漏洩|漏れ|閲覧|情報|項目|紛失|対象|記録|含|データ|内容|information|data|includ"
    r"|contain|involv|affected|following|what (?:was|were) (?:in|on) the|what (?:was|were) (?:taken|stolen|lost"
    r"|exposed|sent)"
)
NOT_AFFECTED = re.compile(
    r"含(?:まれて|まれ|んで|み)?(?:い|お)?(?:ない|りません|ません|らず|りませんで|なかった|まない)"
    r"|含まない|含まず|含まれてお(?:らず|りません)"
    r"|(?:記録|記載|保存|保有|保管|登録|入力|掲載|取得)(?:され|して|されて)?(?:い|お)?(?:ない"
    r"|りません|ません|らず|なかった|なく)"
    r"|(?:流出|漏えい|漏洩|閲覧|漏れ)(?:は|して|されて|した事実は)?(?:い|お|ござい|あり"
    r"|確認されて(?:い|お)?)?(?:ない|りません|ません|らず|なかった)"
    r"|(?:影響|被害|問題)(?:は|を)?(?:受けて(?:い|お)?)?(?:ない|ありません|ございません|なかった"
    r"|ません|りません|ありませんでした|及んで(?:い|お)?(?:ない|らず|りません))"
    r"|記載(?:は|が)?(?:一切)?(?:ありません|ない|なし|ございません|なく)"
    r"|(?:見えて|持って|残って|渡って|届いて|送られて|送って|印字されて|印刷されて|書かれて|扱って|預かって"
    r"|保持して)(?:は)?(?:い|お)?(?:ない|りません|ません|らず|なかった)"
    r"|写って(?:い|お)?(?:ない|なかった|らず|りません|ません)|対象外|(?:表示|閲覧|公開)されて(?:おりません"
    r"|おらず|いません|いない|いなかった)"
    r"|(?:表示され|閲覧でき|見られ|参照でき)(?:ない|ません|なかった)|(?:は|を)除(?:く|き"
    r"|いて)|該当(?:し|いたし)(?:ない|ません)|(?:一切)?ござい?ません(?!か)"
    r"|\b(?:not|never|n't) (?:been |be |also )?(?:affect|includ|contain|involv|expos|compromis"
    r"|access|stor|leak|stolen|taken|breach|hold|held|on the|part of|print|shown|record|kept|collect)"
    r"|\b(?:did|does|do|was|were) not (?:hold|include|contain|involve|have|list|show)|\bneither\b"
    r"|\bexcluding\b|(?<!or )\bwithout any\b"
)
NO_BEFORE = re.compile(
    r"(?:\bno|\bnone of the|\bnor|\bnot any|\bneither)\s(?:[a-z]{1,12}\s){0,3}"
    r"(?:[a-z-]{1,16}(?: [a-z-]{1,16})?(?:, | or | nor )){0,6}$"
)
MISUSED_ONLY = re.compile(r"(?:不正(?:に)?(?:利用|使用|に使)|悪用|二次被害|misuse)")
# After the word: it is how people are reached, or what is changed now, not what leaked.
MEANS = re.compile(
    r"(?:番号)?(?:に(?:て|より)|で|へ|宛|あて|による)(?:の|も)?(?:、)?(?:ご|お)?(?:個別に"
    r"|順次)?(?:ご|お)?(?:連絡|お?知らせ|通知|案内|問い?合|送付|送り)|(?:を|の)(?:変更|再設定"
    r"|再発行|リセット|強化|設定)"
    r"|[がを]設定|で保護|で守|が未登録|の(?:ご)?(?:登録|入力欄)|(?:を|の)(?:ご)?登録(?:が|の|され|い)|会社"
    r"|決済|払い|メーカー|管理(?:を|の|規程)"
    r"|\s(?:was |were |is )?protected|\s(?:reset|change|policy|manager)|\s(?:was|were) (?:changed|reset)|\scompan"
)
CHANGED_BEFORE = re.compile(
    r"(?:chang|reset|protected by (?:a )?|with a |review (?:the|your) )[a-z]{0,5}"
    r"(?: [a-z]{2,12}'s| the [a-z]{2,12}'s| their| your| all| the| its| a)?\s?$|(?:新しい|パスワードと|仮)$"
)
CONTACT_LINE = re.compile(
    r"(?:問い?合わ?せ(?:先|窓口)|(?<!緊急)連絡先(?!$)|(?<![a-z])tel[:. ]|電話[:：0-9]"
    r"|street address:|fax[:. ]|e-?mail[:：]|mail[:：]|〒|受付時間)"
)
