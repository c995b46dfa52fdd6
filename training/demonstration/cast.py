"""Who works at the invented organisation. Plain data; addresses end in .example, which no mail ever reaches."""

from typing import NamedTuple

from training.models import Employment, Role

ORGANISATION = "みなと商事（デモ） Minato Trading (demo)"
DOMAIN = "minato.example"
PASSWORD = "kyokun-demonstration"  # noqa: S105  # printed for everybody who tries the demonstration

TOKYO, SINGAPORE = "Asia/Tokyo", "Asia/Singapore"


class TeamPlan(NamedTuple):
    """A team: its names and the key of the team above."""

    key: str
    name: str
    name_en: str
    parent: str | None


class PersonPlan(NamedTuple):
    """A person. `skill` is the chance to decide well, `zeal` how early (1) or late (0) a training is taken.

    Whoever has no e-mail signs in with the employee number alone. `months` is how long ago the person came to be known
    here, `away` from how many days ago until how many days ago a leave lasts; the days to come are below zero.
    """

    key: str
    name: str
    team: str
    number: str
    email: bool = True
    locale: str = "ja"
    skill: float = 0.75
    zeal: float = 0.6
    months: float = 14
    manages: str | None = None
    role: Role | None = None
    leaves_after: int | None = None
    joins: bool = True
    employment: Employment = Employment.REGULAR
    away: tuple[int, int] | None = None

    @property
    def address(self) -> str | None:
        """Return the e-mail address, if there is one."""
        return f"{self.key}@{DOMAIN}" if self.email else None


TEAMS = (
    TeamPlan("company", "みなと商事", "Minato Trading", None),
    TeamPlan("sales", "営業本部", "Sales Division", "company"),
    TeamPlan("domestic", "国内営業部", "Domestic Sales", "sales"),
    TeamPlan("shop", "オンラインショップ部", "Online Shop", "sales"),
    TeamPlan("stores", "店舗運営部", "Stores", "sales"),
    TeamPlan("corporate", "管理本部", "Corporate Division", "company"),
    TeamPlan("accounting", "経理部", "Accounting", "corporate"),
    TeamPlan("people", "人事総務部", "Human Resources", "corporate"),
    TeamPlan("systems", "情報システム部", "Information Systems", "corporate"),
    TeamPlan("logistics", "物流本部", "Logistics Division", "company"),
    TeamPlan("yokohama", "横浜倉庫", "Yokohama Warehouse", "logistics"),
    TeamPlan("orders", "受注センター", "Order Centre", "logistics"),
    TeamPlan("singapore", "シンガポール支店", "Singapore Office", "company"),
    TeamPlan("asia-sales", "アジア営業課", "Asia Sales", "singapore"),
    TeamPlan("asia-desk", "業務課", "Operations", "singapore"),
)

_P = PersonPlan
OFFICER, FIXED_TERM = Employment.OFFICER, Employment.FIXED_TERM
PART_TIME, DISPATCHED = Employment.PART_TIME, Employment.DISPATCHED

ADMINISTRATOR = _P("k.mori", "森 健太", "systems", "1007", skill=0.9, zeal=0.9, role=Role.ADMINISTRATOR)

PEOPLE = (
    _P("y.minato", "湊 洋子", "company", "1001", skill=0.8, zeal=0.5, manages="company", employment=OFFICER),
    _P("t.kishi", "岸 隆", "company", "1002", skill=0.85, zeal=0.8, role=Role.AUDITOR, employment=OFFICER),
    _P("s.hamada", "浜田 聡", "sales", "1003", skill=0.7, zeal=0.35, manages="sales"),
    _P("m.fujii", "藤井 真由美", "domestic", "1010", skill=0.85, zeal=0.8, manages="domestic"),
    _P("r.okada", "岡田 涼", "domestic", "1011", skill=0.6, zeal=0.3),
    _P("a.noguchi", "野口 彩", "domestic", "1012", skill=0.8, zeal=0.7),
    _P("h.sugiura", "杉浦 宏", "domestic", "1013", skill=0.55, zeal=0.15),
    _P("n.ueda", "上田 菜々子", "domestic", "1014", skill=0.9, zeal=0.9),
    _P("d.kondo", "近藤 大輔", "domestic", "1015", skill=0.7, zeal=0.5, leaves_after=75),
    _P("m.shibata", "柴田 学", "domestic", "1016", skill=0.65, zeal=0.7, away=(24, -6)),
    _P("s.otani", "大谷 さくら", "domestic", "1017", skill=0.7, zeal=0.75),
    _P("e.sakai", "酒井 恵理", "shop", "1020", skill=0.85, zeal=0.7, manages="shop"),
    _P("h.aoki", "青木 春香", "shop", "1021", skill=0.75, zeal=0.75),
    _P("j.matsui", "松井 淳", "shop", "1022", skill=0.5, zeal=0.4),
    _P("c.hirano", "平野 千尋", "shop", "1023", skill=0.8, zeal=0.8, months=2.2),
    _P("k.nomura", "野村 和也", "shop", "1024", skill=0.65, zeal=0.2),
    _P("y.tamura", "田村 優", "stores", "1030", skill=0.75, zeal=0.6, manages="stores"),
    _P("store-1", "石川 京子", "stores", "2001", email=False, skill=0.7, zeal=0.6, employment=PART_TIME),
    _P("store-2", "前田 美咲", "stores", "2002", email=False, skill=0.6, zeal=0.3, employment=PART_TIME),
    _P(
        "store-3",
        "村上 修",
        "stores",
        "2003",
        email=False,
        skill=0.55,
        zeal=0.45,
        leaves_after=20,
        employment=FIXED_TERM,
    ),
    _P("store-4", "小川 真理", "stores", "2004", email=False, skill=0.8, zeal=0.7, months=1.4, employment=PART_TIME),
    _P("store-5", "長谷川 翔", "stores", "2005", email=False, skill=0.5, zeal=0.1, employment=PART_TIME),
    _P("m.endo", "遠藤 美和", "corporate", "1004", skill=0.8, zeal=0.7, manages="corporate"),
    _P("s.ishii", "石井 誠", "accounting", "1040", skill=0.8, zeal=0.8, manages="accounting"),
    _P("y.ogawa", "小川 裕子", "accounting", "1041", skill=0.9, zeal=0.85),
    _P("t.goto", "後藤 哲也", "accounting", "1042", skill=0.6, zeal=0.5),
    _P("m.yokoyama", "横山 美穂", "accounting", "1043", skill=0.75, zeal=0.65),
    _P("n.kudo", "工藤 直子", "people", "1050", skill=0.9, zeal=0.9, manages="people", role=Role.AUTHOR),
    _P("k.imai", "今井 圭", "people", "1051", skill=0.7, zeal=0.6, away=(52, -128)),
    _P("a.miyamoto", "宮本 葵", "people", "1052", skill=0.8, zeal=0.75, months=3),
    _P("h.takagi", "高木 浩", "systems", "1060", skill=0.9, zeal=0.6, manages="systems"),
    ADMINISTRATOR,
    _P("s.arai", "新井 俊介", "systems", "1061", skill=0.85, zeal=0.4),
    _P("l.chen", "Lin Chen", "systems", "1062", locale="en", skill=0.85, zeal=0.7),
    _P("m.maruyama", "丸山 実", "logistics", "1005", skill=0.65, zeal=0.4, manages="logistics"),
    _P("o.kaneko", "金子 修", "yokohama", "1070", skill=0.7, zeal=0.5, manages="yokohama"),
    _P("ware-1", "中島 勇", "yokohama", "2010", email=False, skill=0.6, zeal=0.4),
    _P("ware-2", "渡部 進", "yokohama", "2011", email=False, skill=0.5, zeal=0.2, employment=FIXED_TERM),
    _P("ware-3", "グエン ティ ホア", "yokohama", "2012", email=False, skill=0.8, zeal=0.8, employment=DISPATCHED),
    _P(
        "ware-4",
        "片山 豊",
        "yokohama",
        "2013",
        email=False,
        skill=0.55,
        zeal=0.3,
        joins=False,
        months=0.7,
        employment=DISPATCHED,
    ),
    _P("f.uchida", "内田 文香", "orders", "1080", skill=0.8, zeal=0.7, manages="orders"),
    _P("r.shimizu", "清水 玲奈", "orders", "1081", skill=0.7, zeal=0.5, employment=FIXED_TERM),
    _P("t.ono", "小野 拓海", "orders", "1082", skill=0.65, zeal=0.35),
    _P("order-1", "三浦 幸子", "orders", "2020", email=False, skill=0.75, zeal=0.6, employment=PART_TIME),
    _P("r.tan", "Rachel Tan", "singapore", "1090", locale="en", skill=0.85, zeal=0.7, manages="singapore"),
    _P("d.lim", "Daniel Lim", "asia-sales", "1091", locale="en", skill=0.7, zeal=0.5, manages="asia-sales"),
    _P("p.nair", "Priya Nair", "asia-sales", "1092", locale="en", skill=0.85, zeal=0.8),
    _P("m.wong", "Marcus Wong", "asia-sales", "1093", locale="en", skill=0.5, zeal=0.3, leaves_after=100),
    _P(
        "s.rahman",
        "Siti Rahman",
        "asia-desk",
        "1094",
        locale="en",
        skill=0.8,
        zeal=0.6,
        manages="asia-desk",
        away=(150, 62),
    ),
    _P("j.ong", "Jun Ong", "asia-desk", "1095", locale="en", skill=0.65, zeal=0.2, employment=FIXED_TERM),
)


class SignIn(NamedTuple):
    """A person whose eyes are worth looking through."""

    label: str
    key: str


SIGN_INS = (
    SignIn("employee", "h.aoki"),
    SignIn("employee without e-mail", "store-1"),
    SignIn("employee (English)", "p.nair"),
    SignIn("manager", "s.hamada"),
    SignIn("author", "n.kudo"),
    SignIn("administrator", ADMINISTRATOR.key),
    SignIn("auditor", "t.kishi"),
)


def zone_of(person: PersonPlan) -> str:
    """Return the time zone where the person works."""
    return SINGAPORE if person.team in {"singapore", "asia-sales", "asia-desk"} else TOKYO
