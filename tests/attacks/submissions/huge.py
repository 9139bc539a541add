# A notebook of 70 MB.
# class: notebooks
# armed: naive
# endings: unreadable


def hand_in(folder, notebook, here):
    with (folder / "scaling.ipynb").open("wb") as file:
        file.write(b'{"cells": [')
        file.truncate(70_000_000)


def naive(folder, here):
    return len((folder / "scaling.ipynb").read_bytes()) > 64_000_000
