"""The schema speaks the user's words, in both languages, and its export is current."""

import re

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from api.schema import EXPORT, schema

NOUNS = (
    "District Town Community Grid MicroGrid Compound Building House Resident OfficeHolder Business PublicInstitution "
    "Agency SocialOrganization PartyCommittee PartyBranch PartyGroup JointCommittee Committee Facility Post PostType "
    "CheckIn Activity Need Offer DoublingRule JointBuildingUnit"
)
BOTH = re.compile(r"[\u4e00-\u9fff].* / .*[A-Za-z]", re.DOTALL)


@pytest.fixture(scope="module")
def built() -> GraphQLSchema:
    return schema()._schema


def test_users_nouns_are_types(built: GraphQLSchema) -> None:
    assert [noun for noun in NOUNS.split() if not isinstance(built.type_map.get(noun), GraphQLObjectType)] == []
    for wide in ("Node", "Place", "Organization", "Person"):
        assert isinstance(built.type_map[wide], GraphQLInterfaceType)


def test_everything_is_described_in_both_languages(built: GraphQLSchema) -> None:
    missing = []
    for name, type_ in built.type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        said = {name: type_.description}
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            said |= {f"{name}.{field}": f.description for field, f in type_.fields.items()}
            said |= {
                f"{name}.{field}({arg})": a.description
                for field, f in type_.fields.items()
                for arg, a in getattr(f, "args", {}).items()
            }
        if isinstance(type_, GraphQLEnumType):
            said |= {f"{name}.{value}": v.description for value, v in type_.values.items()}
        missing += [where for where, text in said.items() if not text or not BOTH.search(text)]
    assert missing == []


def test_nothing_sealed_or_internal_is_in_an_answer_but_the_one_that_opens_numbers(built: GraphQLSchema) -> None:
    sealed = {"idNumber", "phone", "idHash", "phoneHash"}
    objects = {n: t for n, t in built.type_map.items() if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)}
    found = {name: sealed & set(type_.fields) for name, type_ in objects.items()}
    assert {name: fields for name, fields in found.items() if fields} == {"PersonNumbers": {"idNumber", "phone"}}


def test_office_holder_has_no_resident_data(built: GraphQLSchema) -> None:
    holder = built.type_map["OfficeHolder"]
    assert isinstance(holder, GraphQLObjectType)
    assert set(holder.fields) == {"id", "sources", "disputed", "name", "holds"}


def test_exported_schema_is_current() -> None:
    assert EXPORT.read_text(encoding="utf-8") == schema().as_str() + "\n", "run: python -m api.schema"
