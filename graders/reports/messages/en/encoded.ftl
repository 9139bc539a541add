## Texts as rows of 0 and 1

encoded = Each text is a row of numbers, and each word has a column of its own ({ $columns } columns).
encoded-in-model = The network turns texts into rows of numbers itself, with a TextVectorization layer.
encoded-no-texts = The texts could not be read, so the encoding was not looked at. A person will.
encoded-counts = `{ $name }` holds how often a word stands in a text, where the task asks for 0 and 1. That is another right way.
encoded-weights = `{ $name }` holds weights of words, where the task asks for 0 and 1. That is another right way, if their scale is that of the training rows.
encoded-lost = { $words } words have no column (among those looked at), for example { $shown }. Did you mean to leave them out?
encoded-spare = { $columns ->
    [one] 1 column is
   *[other] { $columns } columns are
} filled in and belong to no word of the texts.
encoded-text = `{ $name }` holds the texts themselves. What can a layer multiply? Make each text a row of numbers first.
encoded-shape = `{ $name }` has shape { $shape }; there are { $rows } texts. What should a row of it stand for, and what a column?
encoded-missing = `{ $name }` holds numbers that are missing or infinite. Which number stands for a word that is not in the text?
encoded-values = In `{ $name }` each word's column holds the word's own number. Does word 400 count twice as much as word 200? Which number says "it is there", and which "it is not"?
encoded-sequence = A row of `{ $name }` holds the numbers of the words one after the other ({ $columns } columns). A network takes a number for an amount: is word 400 twice word 200? What would it take for each word to have a column of its own?
encoded-characters = The columns of `{ $name }` stand for characters ({ $columns } columns), not for words. What does Python give you when you loop over a text? Look at `split`.
encoded-whole = In `{ $name }` each text is a category of its own ({ $columns ->
    [one] 1 column
   *[other] { $columns } columns
}). Which category would a text get that nobody has seen? What do two texts about one topic have in common?
encoded-same = All rows of `{ $name }` are equal, so the network cannot tell the texts apart. Which row do you fill in when you come to a text?
encoded-one-word = Each row of `{ $name }` has one 1 only, and its text has many words. Does the loop go over all of them, or does the last one replace the others?
encoded-odd = The text { $text } … has { $words } different words, and its row of `{ $name }` has { $filled } numbers that are not 0. Which columns should its words fill in?
encoded-differs = { $lost } of the words looked at have no column in `{ $name }` that is filled in for exactly their texts, for example word { $word } ({ $percent } % of the words have one). Does each row of `{ $name }` belong to the text in the same row of the file?
