"""Parts of a page that are rendered once for what they show, and not once a page."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from publishing.remembered import keep

register = template.Library()


class KeptNode(template.Node):
    """What stands between the tags, kept with the object it shows as long as that lives."""

    def __init__(self, owner: FilterExpression, more: list[FilterExpression], nodes: NodeList):
        self.owner, self.more, self.nodelist = owner, more, nodes

    def render(self, context: Context) -> SafeString:
        """The part in the page's language, rendered now or before."""
        key = (self, *(one.resolve(context) for one in self.more))
        return keep(self.owner.resolve(context), key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept object more… %}…{% endkept %}`: rendered once for the object, each language and
    each value of `more`, which must name all else that the part shows.

    Worth it where objects outlive a page, as those of a list that is remembered do
    (`publishing.remembered`).
    """
    _name, owner, *more = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(
        parser.compile_filter(owner), [parser.compile_filter(one) for one in more], nodes
    )
