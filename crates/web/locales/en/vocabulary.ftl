# Occupations.
vocabulary-title = Occupations
vocabulary-lede = All occupation groups, what they are called and what one must be able to do. The names are Swedish.
vocabulary-search = Search for an occupation
vocabulary-find = Search
vocabulary-found = { $count ->
    [0] No occupation was found
    [one] 1 occupation
   *[other] { $count } occupations
}
vocabulary-show-all = Show all occupation groups
vocabulary-version = Vocabulary: { $name }
vocabulary-group = Belongs to the group
vocabulary-names = Also called
vocabulary-skills = What one must be able to do
vocabulary-no-skills = The vocabulary says nothing about it yet.
vocabulary-members = Occupations in the group
vocabulary-offers = Offers for the occupation
vocabulary-no-offers = No offer is for this very occupation.
vocabulary-all-offers = Search among all offers
vocabulary-sought = { $count ->
    [one] 1 person is sought by { $firms ->
        [one] 1 company
       *[other] { $firms } companies
    } in the county.
   *[other] { $count } people are sought by { $firms ->
        [one] 1 company
       *[other] { $firms } companies
    } in the county.
}
vocabulary-sought-hidden = Some are sought in the county. The number is hidden, so that no single company is seen.
vocabulary-sought-none = Nobody is sought in the county right now.
vocabulary-similar = Similar names in other groups
