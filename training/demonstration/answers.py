"""How the invented people answer: each question kind is asked for guesses, and skill picks among them."""

from fractions import Fraction
from random import Random

from questions.kinds.base import Fields, Question, Response

LOOKS = 60
"""So many guesses hold the best answer of any question in use, or one nearly as good."""


def answer(question: Question, skill: float, random: Random) -> Fields:
    """Return the form of an answer that is the best with the probability `skill`, and any other one else."""
    guesses = [question.guess(random) for _look in range(LOOKS)]

    def mark(response: Response) -> Fraction:
        return question.grade(response)

    if random.random() < skill:
        return question.fields(max(guesses, key=mark))
    best = mark(max(guesses, key=mark))
    lesser = [response for response in guesses if mark(response) < best]
    return question.fields(random.choice(lesser or guesses))
