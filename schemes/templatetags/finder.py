"""What the finder's templates need beside the site's own tags."""

from django import template

from schemes import wording

register = template.Library()


@register.simple_tag
def line_words(line, estimate):
    """What one line of an estimate's working does."""
    return wording.line_words(line, estimate)


@register.filter
def lacking_words(lacking):
    """Why an estimate has no sum."""
    return wording.lacking_words(lacking)
