"""A process of ours beside the command, at the other end of a socket."""

from __future__ import annotations

import socket
import subprocess
import sys

import msgspec

from graders.cluster.wire import Connection
from graders.model.values import Struct


class Child:
    """``python -m MODULE DESCRIPTOR SETTINGS``: a connected Unix socket, and settings as JSON.

    It ends when the command says no more, by whatever way. What it prints goes nowhere: what it
    has to say comes through ``connection``.
    """

    def __init__(self, module: str, settings: Struct) -> None:
        ours, theirs = socket.socketpair()
        self.connection = Connection(ours)
        try:
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", module, str(theirs.fileno()),
                     msgspec.json.encode(settings).decode()],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),), start_new_session=True,
                )  # fmt: skip
        except BaseException:
            self.connection.close()
            raise

    def close(self, patience: float) -> None:
        """Say no more, and kill it where it has not ended after ``patience`` seconds."""
        self.connection.shut()
        try:
            self._process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.connection.close()
