# What is wrong with a submission that cannot be read.
submission-empty = The notebook file is empty. Save the notebook and hand it in again.
submission-too-large = { $file } is { $megabytes } MB large; at most { $limit } MB are read. Clear the outputs (Edit → Clear All Outputs), save, and hand it in again.
submission-too-many-cells = The notebook has { $cells } cells; at most { $limit } are read.
submission-too-much-text = The notebook's cells hold more than { $limit } million characters (passed in cell { $place }). Keep data in a file beside the notebook.
submission-too-deep = The file is nested too deeply to be a notebook. Open it in Jupyter, save, and hand it in again.
submission-not-utf8 = The file is not UTF-8 text (byte { $byte }), so it is not a notebook as Jupyter saves it. Hand in the .ipynb file itself, not one that another program has saved.
submission-not-json = The file is not a notebook: it stops being JSON in line { $line }. Hand in the .ipynb file as Jupyter saved it.
submission-truncated = The notebook file ends in the middle, after { $kilobytes } kB: the upload was cut off. Hand it in again.
submission-web-page = The file is a web page, not a notebook. Use File → Download → .ipynb instead of saving the page.
submission-archive = The file is a ZIP archive, not a notebook. Hand in the .ipynb file that is inside.
submission-not-a-notebook = The file is JSON, but not a Jupyter notebook.
submission-old-version = The notebook is in the old format { $version }. Open it in a current Jupyter, save, and hand it in again.
submission-new-version = The notebook is in format { $version }, which is newer than 4, the one that is read here. Save it from a current Jupyter as format 4.

# What was repaired. None of it costs points.
submission-encoding = The file was in { $encoding }; it was read as that. Jupyter saves UTF-8.
submission-format = The notebook is in format { $version }, which Jupyter wrote until 2015; it was read as it is.
cell-source-not-text = Without readable text, and left out: cell { $places } (counted from 1).
cells-missing = Missing, and added back without an answer: { $cells }.
cells-duplicated = There are { $copies } cells for `{ $cell }`. The last one with an answer counts: cell { $place } of the notebook.
cells-reordered = The tasks stood in an order that cannot run; these were put back in the assignment's order: { $cells }.
cell-type-changed = The cell `{ $cell }` had become { $type ->
    [markdown] text
    [raw] raw text
   *[other] { $type }
 }; it was run as code again.
cells-recognised = The notebook's ids were lost or changed. Recognised { $by ->
    [line] by the first line
    [names] by the names that are assigned
    [text] by the text of the task
   *[place] by the place in the notebook
 }: { $cells }.
cells-restored = Locked cells had been changed and were restored; what was written in them is not run: { $cells }.
notebook-not-ours = This notebook was not made from the assignment's. All its cells ran in their order, and names were read when the last one had run.
notebook-without-code = The notebook holds no code to run.

# Files beside the notebook.
companion-replaced = Your copy of { $file } differs from the assignment's; the assignment's was used.
companion-odd-name = The file { $file } was left out: its name is not one that every system can hold.
companion-too-large = The file { $file } was left out: it is too large.
companions-too-many = Only the first { $limit } files beside the notebook were used.
companions-too-large = The files beside the notebook are larger than { $megabytes } MB together; the rest was left out.
