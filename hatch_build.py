"""Puts the built-in course into wheels, for `grade init` and `grade demo`.

Not into development installs: there the course is read where it lies, and a second copy would be
stale, and in reach of the notebooks that run on this machine.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CourseHook(BuildHookInterface[Any]):
    """Adds ``graders/_course``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to take along, where this is no development install."""
        if version != "editable":
            for part in ("course.toml", "reference", "datasets"):
                build_data["force_include"][part] = f"graders/_course/{part}"
