"""What may stand in a city's, a form's and a page's spec, and in the parts that all fields share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field as Key

from forms.fields.base import Field
from generator.specs.base import Spec
from generator.specs.elsewhere import IN_LOCAL, IN_ROWS, IN_USES
from generator.specs.values import (
    Days,
    FieldName,
    FormName,
    Formula,
    IsoDate,
    Line,
    MasterName,
    PageName,
    PlainName,
    Prose,
    Truth,
)

FieldType = type[Field]
"""An alias, because entries have a key of that name."""

Sensitivity = Literal["public", "internal", "confidential", "restricted"]
WhenChanged = Literal["update", "review", "ask"]
Prefill = Literal["always", "confirm", "never"]


class ContactSpec(Spec):
    """How people reach the city or an agency."""

    called: ClassVar[str] = "contact"

    phone: Line = Key("", description="a phone number")
    email: Line = Key("", description="an e-mail address")
    address: Line = Key("", description="where the office is")
    hours: Line = Key("", description="when the office is open")


class AgencySpec(Spec):
    """An agency: one tab of the portal. Its forms are in the folder of its name."""

    called: ClassVar[str] = "agency"

    agency: PlainName = Key(description="the name of the agency's folder", examples=["revenue"])
    name: Line = Key(description="what people call the agency", examples=["Revenue Office"])
    summary: Line = Key("", description="what the agency does, in one sentence")
    contact: ContactSpec = Key(ContactSpec.model_validate({}), description="how to reach the agency")
    attach_pdf: Truth = Key(
        False,
        description="whether letters about new submissions (notify_agency) bring each whole as a PDF,"
        " confidential answers too; what is restricted is masked",
    )


class RegisterSpec(Spec):
    """A register of an agency: where facts came from before there was one dataset."""

    called: ClassVar[str] = "register"

    register_: PlainName = Key(
        alias="register", description="the key of the register", examples=["sales_tax"]
    )
    agency: PlainName = Key(description="the agency that keeps it", examples=["revenue"])
    name: Line = Key(description="how a sentence calls it", examples=["the sales tax register"])


class CitySpec(Spec):
    """``city.yaml``: the city, its languages and its agencies."""

    called: ClassVar[str] = "city"

    city: PlainName = Key(description="a short name for addresses and files", examples=["foggyton"])
    name: Line = Key(description="the name of the city", examples=["City of Foggyton"])
    tagline: Line = Key("", description="a line below the name")
    languages: tuple[str, ...] = Key(
        min_length=1,
        description="languages of the pages; the specs are written in the first",
        examples=["[en, es]"],
    )
    theme: PlainName = Key("foggyton", description="a folder in themes/")
    currency: str = Key("USD", description="the currency of amounts, three letters")
    timezone: str = Key("America/Los_Angeles", description="the time zone in which days begin")
    contact: ContactSpec = Key(ContactSpec.model_validate({}), description="how to reach the city")
    agencies: tuple[AgencySpec, ...] = Key(
        description="the agencies, in the order of their tabs",
        examples=["a list that begins with - agency: revenue"],
    )
    registers: tuple[RegisterSpec, ...] = Key((), description="registers that facts are imported from")
    workflows: tuple[PlainName, ...] = Key(
        (), description="the workflows that forms may name", examples=["[permit, inspection]"]
    )


class RuleSpec(Spec):
    """A condition that answers must meet."""

    called: ClassVar[str] = "rule"

    rule: Formula = Key(description="a condition that must hold", examples=["seats <= 5000"])
    message: Line = Key(
        description="what is said when it does not hold: the cause and the remedy",
        examples=["Enter at most 5000."],
    )


class EligibilitySpec(Spec):
    """A condition on who may apply, over what the city knows."""

    called: ClassVar[str] = "condition of eligibility"

    rule: Formula = Key(
        description="a condition over master fields, by their full names",
        examples=["business.employees < 25"],
    )
    because: Line = Key(
        description="the condition in words: shown as what to meet, and as why not",
        examples=["The business has fewer than 25 employees."],
    )


class OptionSpec(Spec):
    """One option of a choice; a text alone is its label."""

    called: ClassVar[str] = "option"
    shorthand: ClassVar[str] = "label"

    label: Line = Key(description="the wording of the option", examples=["I am not sure"])
    hint: Line = Key("", description="a short explanation below the label")
    show_if: Formula = Key("", description="a condition: the option is offered only while it holds")


class ErrorsSpec(Spec):
    """Own wording for errors."""

    called: ClassVar[str] = "list of errors"

    missing: Line = Key("", description="what is said when a required answer is not there")


class WordedSpec(Spec):
    """What every asking entry may say about its wording."""

    label: Line = Key(
        "",
        description="the question; only text that stands for itself needs none",
        examples=["Number of seats"],
    )
    hint: Line = Key("", description="one short sentence below the label")
    help: Prose = Key("", description="a longer explanation, opened on demand")
    required: Truth = Key(True, description="whether an answer is needed")
    errors: ErrorsSpec = Key(ErrorsSpec.model_validate({}), description="own wording for errors")


class ConditionalSpec(WordedSpec):
    """What every entry of a page may say besides: when it is asked."""

    show_if: Formula = Key("", description="a condition: asked only while it holds")
    required_if: Formula = Key("", description="a condition: an answer is needed only while it holds")


class UseSpec(ConditionalSpec):
    """A master field on a page: its meaning and rules come with it, only words may be changed."""

    called: ClassVar[str] = "use of a master field"
    elsewhere: ClassVar[Mapping[str, str]] = IN_USES

    use: MasterName = Key(description="the master field", examples=["business.legal_name"])
    as_: FieldName = Key(
        "", alias="as", description="its name in this form, if not the last word of the master field"
    )
    only: tuple[FieldName, ...] = Key((), description="the columns that are asked, of a list")
    prefill: Prefill = Key("always", description="whether a known answer is filled in")


class TypedSpec(WordedSpec):
    """An entry with a type of its own; ``options`` holds what the type adds."""

    type: str = Key(description="the field type", examples=["text"])
    autocomplete: str = Key("", description="what browsers may fill in by themselves, an HTML autofill token")

    _options: ClassVar[Spec]
    _field_type: ClassVar[FieldType]

    @property
    def options(self) -> Any:
        """The type's own options. Any: each type has its own model."""
        return self._options

    @property
    def field_type(self) -> FieldType:
        """The class of the field type."""
        return self._field_type

    def typed_as(self, field_type: FieldType, options: Spec) -> None:
        """Set type and options; called once by the reader."""
        object.__setattr__(self, "_field_type", field_type)
        object.__setattr__(self, "_options", options)


class LocalSpec(TypedSpec, ConditionalSpec):
    """A field of one form alone."""

    called: ClassVar[str] = "field"
    elsewhere: ClassVar[Mapping[str, str]] = IN_LOCAL

    field: FieldName = Key(description="the name of the field", examples=["number_of_seats"])
    default: Formula = Key("", description="an expression: the answer that is there at first")
    valid_if: tuple[RuleSpec, ...] = Key((), description="conditions that the answer must meet")


class ColumnSpec(TypedSpec):
    """One column of a list."""

    called: ClassVar[str] = "column"
    elsewhere: ClassVar[Mapping[str, str]] = IN_ROWS

    field: FieldName = Key(description="the name of the column", examples=["amount"])


class ShapeSpec(TypedSpec):
    """One column of a row shape in ``master_fields.yaml``."""

    called: ClassVar[str] = "column of a row shape"
    elsewhere: ClassVar[Mapping[str, str]] = IN_ROWS


class MasterSpec(TypedSpec):
    """A master field: a fact that is defined once and shared by all forms."""

    called: ClassVar[str] = "master field"

    valid_if: tuple[RuleSpec, ...] = Key(
        (), description="conditions that the value must meet; they read nothing else"
    )
    prefill: Prefill = Key("always", description="whether a known value is filled in")
    sensitivity: Sensitivity = Key(
        "internal", description="who may see it; restricted is encrypted and masked"
    )
    steward: PlainName = Key("", description="the agency that answers for the value")
    when_changed: WhenChanged = Key("update", description="what a submission may do to the central value")
    confirm_after: Days = Key(
        0, description="the age after which a known value must be confirmed", examples=["12 months"]
    )
    each_location: Truth = Key(False, description="whether each location of a business has its own value")


class PageSpec(Spec):
    """Some questions that belong together."""

    called: ClassVar[str] = "page"

    page: PageName = Key(description="the name of the page, part of its address", examples=["premises"])
    title: Line = Key(description="the heading of the page", examples=["The premises"])
    intro: Prose = Key("", description="a text above the questions; Markdown")
    show_if: Formula = Key("", description="a condition: the page is met only while it holds")
    fields: tuple[UseSpec | LocalSpec, ...] = Key(
        min_length=1,
        description="the questions",
        examples=["a list that begins with - use: business.legal_name"],
    )


class FormSpec(Spec):
    """One form of one agency."""

    called: ClassVar[str] = "form"

    form: FormName = Key(
        description="the name of the form: the file's name with - for _", examples=["food-permit"]
    )
    title: Line = Key(description="the title", examples=["Apply for a food permit"])
    summary: Line = Key("", description="what the form is for, in one sentence")
    audience: Line = Key("", description="who it is for")
    purpose: Line = Key("", description="why the city asks, with the law behind it; recorded with consent")
    retention: Line = Key("", description="how long the answers are kept")
    fee: Line = Key("", description="what it costs")
    time_frame: Line = Key("", description="how long it takes")
    deadline: IsoDate = Key("", description="the last day for sending")
    next_steps: Prose = Key("", description="what happens after sending; Markdown")
    workflow: PlainName = Key(
        "", description="the way a submission takes through the agency, one of the city's workflows"
    )
    actions: tuple[PlainName, ...] = Key(("receipt",), description="what else happens when the form is sent")
    eligibility: tuple[EligibilitySpec, ...] = Key(
        (), description="who may apply: conditions over master fields that must all hold"
    )
    pages: tuple[PageSpec, ...] = Key(
        min_length=1, description="the pages, in order", examples=["a list that begins with - page: business"]
    )
