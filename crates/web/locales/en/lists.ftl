# Lists of cases: saved views, and several cases changed at once.
views-title = Saved views
views-lede = A view is a list that you have saved under a name. Only you see your views.
views-save = Save this list
views-save-title = Save the list
views-save-button = Save the view
views-name = What should the view be called?
views-name-hint = At most 40 characters, such as “Late in Kramfors”.
views-search = Search words
views-search-hint = Leave it empty if the view should show everything.
views-back = To saved views
views-to-list = Go to the cases
views-none = You have no saved views
views-none-text = Search or filter among the cases. Then choose “Save this list”.
views-rename = Rename
views-rename-title = Rename the view
views-remove = Remove
views-words = “{ $words }”
views-only-late = Late
views-only-all = Closed ones too
views-hold-mine = Mine
views-hold-deputy = I am deputy
views-hold-all = The whole area
views-order-newest = Newest first
views-order-firm = By company
flash-view-saved = The view “{ $name }” is saved.
flash-view-renamed = The view is now called “{ $name }”.
flash-view-name-back = The view is called “{ $name }” again.
flash-view-removed = The view “{ $name }” is removed.
flash-view-put-back = The view “{ $name }” is back.
fault-view-name-taken = You already have a view called “{ $name }”. Choose another name.
fault-too-many-views = You already have { $max } views. Remove one of them first.

together-title = Do with chosen
together-pick = Choose { $number }
together-pick-all = Choose all on the page
together-go-on = Go on
together-action-take = Take the cases
together-action-hand-over = Hand over the cases
together-action-next-step = Change the next step
together-heading-take = Take several cases
together-heading-hand-over = Hand over several cases
together-heading-next-step = Change the next step in several cases
together-lede = Everything is done at once. If one case cannot be changed, nothing is.
together-cases = Which cases is it about?
together-back = Back to the list
together-refused = Nothing has been changed
together-refused-then = Those cases are no longer chosen. Send again to change the rest.
together-why-changed = Somebody else changed it first.
together-why-not-yours = It is not with you.
flash-together-none = First choose at least one case in the list.
flash-together-too-many = Choose at most { $count } cases at a time.
flash-together-taken = { $count ->
    [one] You have taken 1 case.
   *[other] You have taken { $count } cases.
}
flash-together-handed-over = { $count ->
    [one] 1 case is handed over.
   *[other] { $count } cases are handed over.
}
flash-together-planned = { $count ->
    [one] The next step is saved in 1 case.
   *[other] The next step is saved in { $count } cases.
}
fault-required--cases = Choose at least one case.
fault-required--action = Choose what is to be done.
fault-nothing-changed-together = No case has been changed. Read which ones could not be, and why.

mine-section-views = Your saved views
mine-field-search = Search words
mine-field-only = Selection
mine-field-hold = With whom
mine-field-order = Order
mine-subject-view = Saved view
