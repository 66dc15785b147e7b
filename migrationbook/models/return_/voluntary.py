"""When a return counts as voluntary: six published definitions, each as an explicit rule over stated conditions.

A definition is first asked whether it speaks of a case at all. Only then does it say yes or no. The rules are our
reading of the sources named at each of them; where a source weighs and a rule can only decide, the lesson says so.
The cases are invented. A change of a case only ever takes a burden away: no function adds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from types import MappingProxyType


class Answer(Enum):
    """What a definition says of a case."""

    YES = "yes"
    NO = "no"
    SILENT = "silent"


@dataclass(frozen=True)
class Case:
    """What is stated of a return.

    Parameters
    ----------
    asks:
        The person asks to go, or agrees expressly.
    informed:
        The person knows what awaits her, and what else she could do.
    forced:
        Officers carry the return out.
    detained:
        The person decides in detention.
    tied:
        Help that the person lives on, or is promised, hangs on her signature.
    ordered:
        A decision obliges the person to leave.
    in_time:
        The person leaves within the time limit that this decision sets.
    may_stay:
        The person may stay by law, or could get a permit.
    livable:
        Where the person is, her basic needs and rights are met.
    refugee:
        The person is protected as a refugee.
    """

    asks: bool
    informed: bool
    forced: bool
    detained: bool
    tied: bool
    ordered: bool
    in_time: bool
    may_stay: bool
    livable: bool
    refugee: bool

    def __post_init__(self) -> None:
        if self.in_time and not self.ordered:
            raise ValueError("without a decision to leave there is no time limit to keep")
        if self.ordered and self.refugee:
            raise ValueError("somebody who is protected as a refugee is not ordered to leave in these cases")


#: Names of the conditions, in order.
CONDITIONS = tuple(field.name for field in fields(Case))


@dataclass(frozen=True)
class Definition:
    """A definition as a rule.

    Parameters
    ----------
    speaks_of:
        Conditions that make a case one of those that the definition speaks of.
    asks_for:
        Conditions that make such a return voluntary.
    """

    speaks_of: Mapping[str, bool]
    asks_for: Mapping[str, bool]

    def __post_init__(self) -> None:
        for name in (*self.speaks_of, *self.asks_for):
            if name not in CONDITIONS:
                raise ValueError(f"{name!r} is no condition of a case")

    def answer(self, case: Case) -> Answer:
        """Return what the definition says of a case.

        Parameters
        ----------
        case:
            The case.
        """
        if self._broken(case, self.speaks_of):
            return Answer.SILENT
        return Answer.NO if self.failures(case) else Answer.YES

    def failures(self, case: Case) -> tuple[str, ...]:
        """Return the conditions that keep the definition from calling a case voluntary, if it speaks of it.

        Parameters
        ----------
        case:
            The case.
        """
        return self._broken(case, self.asks_for)

    @staticmethod
    def _broken(case: Case, wanted: Mapping[str, bool]) -> tuple[str, ...]:
        return tuple(name for name, value in wanted.items() if getattr(case, name) != value)


def _rule(speaks_of: Mapping[str, bool], **asks_for: bool) -> Definition:
    return Definition(MappingProxyType(dict(speaks_of)), MappingProxyType(asks_for))


#: The definitions by name. Sources:
#: directive: Directive 2008/115/EC, Art. 3(8), "compliance with the obligation to return within the time-limit fixed
#: for that purpose in the return decision"; its Art. 3(5) calls the transport out of the country removal.
#: iom: IOM, Framework for Assisted Voluntary Return and Reintegration (2018), as an IOM programme quotes it: absence of
#: physical or psychological pressure to enrol, and an informed decision; by its release of 12 June 2025 this holds
#: "even when migrants are faced with constrained options".
#: stay: those who, by the IOM's Essentials of Migration Management, call a return voluntary "only when migrants are
#: still legally able to remain" (ECRE 2018, Newland 2018).
#: unhcr: UNHCR, Handbook for Emergencies (1999), ch. 19, paras 11 to 13: made freely, informed and express, without
#: pressure, with continued asylum for refugees who do not go.
#: rapporteur: A/HRC/38/41 (2018), para. 30: fully informed, "free of coercion and backed by the availability of
#: sufficient valid alternatives, such as temporary permits"; A/HRC is followed by OHCHR 2022 on Libya.
#: theory: Ottonelli and Torresi (2013, 2024) on acceptable alternatives, and Schweitzer (2022) on returns: no coercion,
#: acceptable alternatives, trusted information.
DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        "directive": _rule({"ordered": True}, in_time=True, forced=False),
        "iom": _rule({}, asks=True, informed=True, forced=False, tied=False),
        "stay": _rule({}, asks=True, forced=False, ordered=False, may_stay=True),
        "unhcr": _rule({"refugee": True}, asks=True, informed=True, forced=False, detained=False, tied=False, ordered=False, may_stay=True),
        "rapporteur": _rule({}, asks=True, informed=True, forced=False, detained=False, tied=False, may_stay=True),
        "theory": _rule({}, asks=True, informed=True, forced=False, detained=False, tied=False, livable=True),
    }
)

_NOTHING = dict.fromkeys(CONDITIONS, False)


def _case(*holds: str) -> Case:
    return Case(**{**_NOTHING, **dict.fromkeys(holds, True)})


#: The six invented cases of the lesson, by name. Everything that is not named does not hold.
CASES: Mapping[str, Case] = MappingProxyType(
    {
        "engineer": _case("asks", "informed", "may_stay", "livable"),
        "applicant": _case("asks", "ordered", "in_time"),
        "stranded": _case("asks", "informed", "detained"),
        "camp": _case("asks", "informed", "tied", "may_stay", "refugee"),
        "student": _case("asks", "informed", "ordered", "livable"),
        "car": _case("asks", "informed", "forced", "detained", "ordered"),
    }
)

#: Changes that take one burden away: the name of the change, and what holds after it.
RELIEFS: Mapping[str, Mapping[str, bool]] = MappingProxyType(
    {
        "none": {},
        "informed": {"informed": True},
        "untied": {"tied": False},
        "free": {"detained": False},
        "unordered": {"ordered": False, "in_time": False},
        "permit": {"may_stay": True},
        "livable": {"livable": True},
        "unforced": {"forced": False},
    }
)


def relieve(case: Case, relief: str) -> Case:
    """Return a case after one burden is taken away; the same case if it did not bear it.

    Parameters
    ----------
    case:
        The case.
    relief:
        Name of one of :data:`RELIEFS`.

    Raises
    ------
    KeyError
        If there is no such change.
    """
    return replace(case, **RELIEFS[relief])


def answers(case: Case) -> dict[str, Answer]:
    """Return what each definition says of a case.

    Parameters
    ----------
    case:
        The case.
    """
    return {name: definition.answer(case) for name, definition in DEFINITIONS.items()}


def count(case: Case, answer: Answer) -> int:
    """Return how many definitions give an answer to a case.

    Parameters
    ----------
    case:
        The case.
    answer:
        The answer to count.
    """
    return list(answers(case).values()).count(answer)


def lost(before: Case, after: Case) -> tuple[str, ...]:
    """Return the definitions that call a case voluntary before a change and do not after it.

    Parameters
    ----------
    before, after:
        The case before the change and after it.
    """
    first, second = answers(before), answers(after)
    return tuple(name for name in DEFINITIONS if first[name] is Answer.YES and second[name] is not Answer.YES)


def gained(before: Case, after: Case) -> tuple[str, ...]:
    """Return the definitions that call a case voluntary after a change and did not before it.

    Parameters
    ----------
    before, after:
        The case before the change and after it.
    """
    return lost(after, before)
