# Names of states and fields (the glossary). Sentences are in the file of their screen.
language-name = English
