"""The products of a CSAF advisory: from the ids that it uses to the names that people know."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.exchange.values import Object, inside, line, lines, objects

_MOST = 20_000  # products of one advisory


@dataclass(frozen=True, slots=True)
class Products:
    names: dict[str, str]  # by product id, in the order of the tree
    groups: dict[str, tuple[str, ...]]  # of product ids, by group id

    def called(self, ids: list[str]) -> list[str]:
        """Their names, each once; an id that the tree lacks stands for itself."""
        return list(dict.fromkeys(self.names.get(id_, id_) for id_ in ids))

    def are_all(self, ids: list[str]) -> bool:
        """Whether these are all products of the advisory."""
        return bool(self.names) and self.names.keys() <= set(ids)

    def of_groups(self, ids: list[str]) -> list[str]:
        return [product for id_ in ids for product in self.groups.get(id_, ())]


def products_of(document: Object) -> Products:
    """Everything that the product tree names (CSAF 2.0, section 3.2.2). A tree of any depth is walked step by step."""
    tree = inside(document, "product_tree")
    names: dict[str, str] = {}
    for product in _products(tree):
        if (id_ := line(product, "product_id")) and len(names) < _MOST:
            names.setdefault(id_, line(product, "name", most=500) or id_)
    groups = {
        line(group, "group_id"): tuple(lines(group.get("product_ids"))) for group in objects(tree.get("product_groups"))
    }
    return Products(names, groups)


def _products(tree: Object) -> Iterator[Object]:
    yield from objects(tree.get("full_product_names"))
    waiting = objects(tree.get("branches"))[::-1]
    while waiting:
        branch = waiting.pop()
        yield inside(branch, "product")
        waiting += objects(branch.get("branches"))[::-1]
    for relationship in objects(tree.get("relationships")):
        yield inside(relationship, "full_product_name")
