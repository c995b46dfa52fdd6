"""Words for the people whom an incident touches, in one place: rules for days, counts and tellings name them alike."""

# Who is told something inside an organisation is no proof that the people concerned were: 上司に, 職員に.
OUTSIDE = (
    r"お客(?:様|さま|さん)|顧客|対象者?|該当者?|ご?本人|契約者|加入者|会員|組合員|利用者|患者|保護者|保証人"
    r"|ご?家族|ご?遺族"
    r"|学生|生徒|児童|園児|院生|卒業生|新入生|受講生|住民|市民|町民|村民|区民|相談者|登録者|申込者|申請者"
    r"|応募者|参加者|受講者"
    r"|受験者|入居者|来場者|回答者|出品者|購入者|購読者|宿泊者|予約者|寄[附付]者|株主|取引先|関係者"
)
# As one speaks to them: 患者さん, 会員の皆様, 4人の方, 皆さん.
POLITE = r"(?:様|さま|さん|の皆(?:様|さま|さん)|の方(?:々|全員)?|の?全員)"
GROUP = rf"(?:(?:{OUTSIDE})[^。、\n]{{0,8}}?{POLITE}?|皆(?:様|さま|さん)(?:方)?|方々|の方|[0-9]{{1,7}}[人名]全員)"
# These count only where they are addressed as such.
INSIDE = r"(?:従業員|社員|職員|教職員|退職者|スタッフ)"
