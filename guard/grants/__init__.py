"""On what grounds residents' data is asked for: grants, asked by one person and approved by another."""

from guard.grants.areas import covers, narrowed, request_area
from guard.grants.grant import Grant, GrantState, Reason
from guard.grants.grants import Grants
from guard.grants.rules import Wish

__all__ = ["Grant", "GrantState", "Grants", "Reason", "Wish", "covers", "narrowed", "request_area"]
