# How titles lead to occupations.
needs-how-likeness = the whole title is alike
vocabulary-similar = Similar names in other groups
