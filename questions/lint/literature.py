"""The published work that the rules rest on."""

from typing import NamedTuple


class Work(NamedTuple):
    """A published work: who and when, its title, where it appeared, and its DOI."""

    authors: str
    year: int
    title: str
    place: str
    doi: str

    def __str__(self) -> str:
        return f"{self.authors} ({self.year}). {self.title}. {self.place}. doi:{self.doi}"

    @property
    def short(self) -> str:
        """Return authors and year."""
        return f"{self.authors} {self.year}"

    @property
    def address(self) -> str:
        """Return the address that the DOI resolves at."""
        return f"https://doi.org/{self.doi}"


GUIDELINES = Work(
    "Haladyna, Downing & Rodriguez",
    2002,
    "A review of multiple-choice item-writing guidelines for classroom assessment",
    "Applied Measurement in Education 15(3), 309-334",
    "10.1207/S15324818AME1503_5",
)
FLAWED_ITEMS = Work(
    "Downing",
    2005,
    "The effects of violating standard item writing principles on tests and students",
    "Advances in Health Sciences Education 10(2), 133-143",
    "10.1007/s10459-004-4019-5",
)
THREE_OPTIONS = Work(
    "Rodriguez",
    2005,
    "Three options are optimal for multiple-choice items: A meta-analysis of 80 years of research",
    "Educational Measurement: Issues and Practice 24(2), 3-13",
    "10.1111/j.1745-3992.2005.00006.x",
)
POSITION = Work(
    "Attali & Bar-Hillel",
    2003,
    "Guess where: The position of correct answers in multiple-choice test items as a psychometric variable",
    "Journal of Educational Measurement 40(2), 109-128",
    "10.1111/j.1745-3984.2003.tb01099.x",
)
FEEDBACK = Work(
    "Van der Kleij, Feskens & Eggen",
    2015,
    "Effects of feedback in a computer-based learning environment on students' learning outcomes: A meta-analysis",
    "Review of Educational Research 85(4), 475-511",
    "10.3102/0034654314564881",
)
TRANSFER = Work(
    "Pan & Rickard",
    2018,
    "Transfer of test-enhanced learning: Meta-analytic review and synthesis",
    "Psychological Bulletin 144(7), 710-756",
    "10.1037/bul0000151",
)
HINDSIGHT = Work(
    "Fischhoff",
    1975,
    "Hindsight is not equal to foresight: The effect of outcome knowledge on judgment under uncertainty",
    "Journal of Experimental Psychology: Human Perception and Performance 1(3), 288-299",
    "10.1037/0096-1523.1.3.288",
)
READING_RATE = Work(
    "Brysbaert",
    2019,
    "How many words do we read per minute? A review and meta-analysis of reading rate",
    "Journal of Memory and Language 109, 104047",
    "10.1016/j.jml.2019.104047",
)
TRANSLATING = Work(
    "International Test Commission",
    2018,
    "ITC guidelines for translating and adapting tests (second edition)",
    "International Journal of Testing 18(2), 101-134",
    "10.1080/15305058.2017.1398166",
)
