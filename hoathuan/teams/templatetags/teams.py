"""`{% load teams %}`: words of the registry."""

from django import template

from hoathuan.core import peoples

register = template.Library()

register.filter("people_name", peoples.name_of)
