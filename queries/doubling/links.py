"""Which right posts are linked to a left post at one of its places: the five linkages, each a way to look them up."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from graph.model.nodes.doubling_rule import Linkage
from queries.doubling.posts import Post
from queries.doubling.states import Support
from queries.doubling.tree import Tree


class Standing(NamedTuple):
    """A post counted at a place, if the facts of ``support`` are true; ``target`` is the place of the post itself."""

    post: Post
    target: str | None
    support: Support


Near = Callable[[Post, str | None], Iterable[Standing]]
"""A left post at one of its places → the right posts linked to it there."""


def standings_at(posts: Iterable[Post]) -> dict[str, list[Standing]]:
    """Posts by the very places they are for."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for post in posts:
        for target, support in post.places:
            found[target].append(Standing(post, target, post.stands | support))
    return found


def standings_below(posts: Iterable[Post], tree: Tree, wanted: Collection[str]) -> dict[str, list[Standing]]:
    """Posts by those of the ``wanted`` places that are at or above the ones they are for."""
    found: dict[str, list[Standing]] = defaultdict(list)
    for post in posts:
        for target, support in post.places:
            for place, paths in tree.above(target).items():
                if place in wanted:
                    found[place] += [Standing(post, target, post.stands | support | path) for path in paths]
    return found


def linked(linkage: Linkage, left: list[Post], right: list[Post], tree: Tree, *, level: str | None) -> Near:
    """The look-up for ``linkage``; ``level`` is that of a shared ancestor."""
    if linkage is Linkage.SAME_ORGANIZATION:
        return _same_organization(right)
    if linkage is Linkage.SAME_PLACE:
        at = standings_at(right)
        return lambda post, target: at.get(target, ()) if target else ()
    if linkage is Linkage.LEFT_WITHIN_RIGHT:
        return _through(standings_at(right), tree, level=None)
    if linkage is Linkage.SHARED_ANCESTOR:
        ancestors = {each.id for each in tree.targets.values() if each.level == level}
        return _through(standings_below(right, tree, ancestors), tree, level=level)
    below = standings_below(right, tree, {target for post in left for target, _ in post.places})
    return lambda post, target: below.get(target, ()) if target else ()


def _same_organization(right: list[Post]) -> Near:
    found: dict[str, list[Standing]] = defaultdict(list)
    for post in right:
        found[post.organization.id] += [Standing(post, None, support) for support in post.present]
    return lambda post, target: found.get(post.organization.id, ())


def _through(standings: dict[str, list[Standing]], tree: Tree, *, level: str | None) -> Near:
    """Right posts found at a place above the left one; of ``level``, or any."""

    def near(post: Post, target: str | None) -> Iterable[Standing]:
        if target is None:
            return
        for place, paths in tree.above(target).items():
            if level is None or _level(tree, place) == level:
                for right in standings.get(place, ()):
                    for path in paths:
                        yield Standing(right.post, right.target, right.support | path)

    return near


def _level(tree: Tree, place: str) -> str | None:
    target = tree.targets.get(place)
    return target.level if target else None
