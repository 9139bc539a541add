# A link to a file of the host in the notebook's place.
# class: files
# armed: naive
# endings: unreadable


def hand_in(folder, notebook, here):
    (folder / "scaling.ipynb").symlink_to(here.folder / "private" / "names.csv")


def naive(folder, here):
    return here.private in (folder / "scaling.ipynb").read_text()
