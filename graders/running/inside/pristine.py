"""An instructor's test cell runs through a shell as it was before the notebook touched it.

One line in a notebook can have IPython drop every ``assert``: an AST transformer, an input
transformer, a replaced ``run_cell``, another ``exec``. What was there at the start is put back for
as long as a test runs, and what the notebook made of it stands again afterwards. It does not make
the answer a measured one: the test still calls the student's functions in the student's process.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

_LISTS = ("ast_transformers", "input_transformers_post")
_MANAGER_LISTS = ("cleanup_transforms", "line_transforms", "token_transformers")
_MISSING = object()


class Pristine:
    """What a cell's way through the shell was made of when the shell was new."""

    def __init__(self, shell: Any, is_cell: Callable[[str], bool]) -> None:
        self._shell, self._is_cell = shell, is_cell
        manager = shell.input_transformer_manager
        kinds = [kind for part in (shell, manager, shell.compile) for kind in type(part).__mro__]
        self._owners = [(kind, _methods(kind)) for kind in kinds if kind is not object]
        self._names = {name for _, held in self._owners for name in held}
        self._builtins = dict(vars(builtins))
        self._parts = {
            "input_transformer_manager": manager,
            "compile": shell.compile,
            "displayhook": shell.displayhook,
        }
        self._manager_lists = {name: list(getattr(manager, name)) for name in _MANAGER_LISTS}

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """The shell as it was, and afterwards as it was found."""
        shell, undo = self._shell, contextlib.ExitStack()
        trace, profile = sys.gettrace(), sys.getprofile()
        with undo:
            undo.callback(sys.settrace, trace)
            undo.callback(sys.setprofile, profile)
            sys.settrace(None)
            sys.setprofile(None)
            threading.settrace(None)
            for name, thing in self._builtins.items():
                _put(undo, vars(builtins), name, thing)
            for owner, held in self._owners:
                for name, function in held.items():
                    if vars(owner).get(name) is not function:
                        undo.callback(setattr, owner, name, vars(owner).get(name))
                        setattr(owner, name, function)
            own = vars(shell)
            for name in [name for name in own if name in self._names]:
                undo.callback(own.__setitem__, name, own[name])
                del own[name]
            for name, part in self._parts.items():
                if getattr(shell, name) is not part:
                    undo.callback(setattr, shell, name, getattr(shell, name))
                    setattr(shell, name, part)
            for name in _LISTS:
                undo.callback(setattr, shell, name, getattr(shell, name))
                setattr(shell, name, [])
            manager = shell.input_transformer_manager
            for name, items in self._manager_lists.items():
                undo.callback(setattr, manager, name, getattr(manager, name))
                setattr(manager, name, list(items))
            self._without_callbacks(undo)
            yield

    def _without_callbacks(self, undo: contextlib.ExitStack) -> None:
        """Nothing that a cell defined is called before or after the test."""
        callbacks = self._shell.events.callbacks
        for event, functions in callbacks.items():
            ours = [one for one in functions if not self._is_cell(_file_of(one))]
            if len(ours) != len(functions):
                undo.callback(callbacks.__setitem__, event, functions)
                callbacks[event] = ours


def _file_of(function: Any) -> str:
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    return str(getattr(code, "co_filename", ""))


def _methods(owner: Any) -> dict[str, Any]:
    return {name: thing for name, thing in vars(owner).items() if callable(thing)}


def _put(undo: contextlib.ExitStack, names: dict[str, Any], name: str, thing: Any) -> None:
    found = names.get(name, _MISSING)
    if found is thing:
        return
    if found is _MISSING:
        undo.callback(names.pop, name, None)
    else:
        undo.callback(names.__setitem__, name, found)
    names[name] = thing
