"""What the accounts of one measure or event in several articles amount to: one address, one time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from graph_builder.resolution.bounds import conclude_time, get_breadth
from graph_builder.resolution.locals import get_report_path
from graph_builder.resolution.things import find_successors
from graph_builder.terms import NAMESAKE_DIGITS, make_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_builder.model import Member, Quote, TimeSpan
    from graph_builder.resolution.bounds import Finding


class Account(Protocol):
    """One article's account of something."""

    @property
    def member(self) -> Member:
        """Which of the article's own things it is."""
        ...

    @property
    def quote(self) -> Quote:
        """The words that give it."""
        ...

    @property
    def time(self) -> TimeSpan:
        """When it was, by this account."""
        ...


A = TypeVar("A", bound=Account)
Turn = tuple[int, str, int]


@dataclass(frozen=True)
class Concluded(Generic[A]):
    """One thing by all accounts, the one that dates it best first."""

    path: str
    accounts: tuple[A, ...]
    when: TimeSpan


@dataclass
class Conclusions(Generic[A]):
    """All things of a kind.

    Attributes:
        things: One entry a thing.
        paths: The path of the thing that every article's own thing is.
        members: The same by the address of the article's own thing.
        aliases: The articles' own things by every path that they have, or would have alone.
        findings: Times that contradict each other.
    """

    things: list[Concluded[A]] = field(default_factory=list)
    paths: dict[Member, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, frozenset[Member]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def conclude_times(accounts: Sequence[Account]) -> tuple[TimeSpan, list[Finding]]:
    """Return the one time that all accounts give, and sentences where they contradict each other."""
    return conclude_time([(account.time, account.quote) for account in accounts])


@dataclass(frozen=True)
class Told(Generic[A]):
    """A group of accounts before it has a path: the one that dates it best first.

    Attributes:
        accounts: The accounts.
        when: When it was, by all of them.
        contradictions: Sentences on accounts that contradict each other.
        plain: The path that it has if no other thing before it has that.
    """

    accounts: tuple[A, ...]
    when: TimeSpan
    contradictions: list[Finding]
    plain: str

    @property
    def turn(self) -> Turn:
        """Which of several things of one plain path comes first: the one that is dated best."""
        return rank_account(self.accounts[0])

    @property
    def suffix(self) -> str:
        """What tells it from others of its plain path."""
        member, quote = self.accounts[0].member, self.accounts[0].quote
        return make_hash(
            quote.article_id, quote.span.text, str(member.local), length=NAMESAKE_DIGITS
        )


def tell(
    group: Sequence[A],
    make_path: Callable[[Sequence[A], TimeSpan], str],
    conclude: Callable[[Sequence[A]], tuple[TimeSpan, list[Finding]]] = conclude_times,
) -> Told[A]:
    """Return what the accounts of one thing say of it together.

    Args:
        group: The accounts.
        make_path: Makes a path from the accounts, best dated first, and the time.
        conclude: Says when the thing was, by all accounts.
    """
    accounts = sorted(group, key=rank_account)
    when, contradictions = conclude(accounts)
    return Told(tuple(accounts), when, contradictions, make_path(accounts, when))


def conclude_accounts(
    groups: Sequence[Sequence[A]],
    kind: str,
    make_path: Callable[[Sequence[A], TimeSpan], str],
    conclude: Callable[[Sequence[A]], tuple[TimeSpan, list[Finding]]] = conclude_times,
) -> Conclusions[A]:
    """Give each group of accounts a time and a path of its own; the order of the groups does not matter.

    Args:
        groups: The accounts of each thing.
        kind: ``event`` or ``measure``.
        make_path: Makes a path from the accounts, best dated first, and the time; equal paths are told apart.
        conclude: Says when the thing was, by all accounts.
    """
    found: Conclusions[A] = Conclusions()
    taken: Counter[str] = Counter()
    aliases: dict[str, set[Member]] = {}
    for told in sorted((tell(group, make_path, conclude) for group in groups), key=_get_turn):
        accounts = told.accounts
        path = name_told(told.plain, told.suffix, taken[told.plain])
        taken[told.plain] += 1
        found.things.append(Concluded(path, accounts, told.when))
        found.paths.update({account.member: path for account in accounts})
        for account in accounts:
            side = get_report_path(kind, account.quote)
            found.members[side] = min(path, found.members.get(side, path))
        found.findings += told.contradictions
        for account in accounts:
            for alias in (make_path([account], account.time), get_report_path(kind, account.quote)):
                aliases.setdefault(alias, set()).add(account.member)
    found.aliases = {path: frozenset(members) for path, members in aliases.items()}
    return found


def _get_turn(told: Told[Any]) -> Turn:
    return told.turn


def name_told(plain: str, suffix: str, number: int) -> str:
    """Return the path of a thing from that which it has if no other before it has that; ``number`` are before it."""
    return f"{plain}-{suffix}" if number else plain


def find_replaced(found: Conclusions[A]) -> dict[str, str]:
    """Return the path that a thing has now by each path that one of its accounts alone would give it."""
    alone = {
        alias: {found.paths[member] for member in members}
        for alias, members in sorted(found.aliases.items())
        if not alias.startswith("member/")
    }
    return find_successors(alone, {thing.path for thing in found.things})


def rank_account(account: Account) -> Turn:
    """The account that dates the thing best comes first, then the order of the articles' ids."""
    return get_breadth(account.time), account.member.article_id, int(account.member.local)
