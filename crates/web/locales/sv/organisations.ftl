# Organisations: the list, a firm's page, adding and mending.
organisations-list-title = Företag
organisations-list-lede = Sök upp ett företag för att se vad som är på gång där.
organisations-search = Sök företag
organisations-search-words = Namn eller nummer
organisations-all-municipalities = Alla kommuner
organisations-show = Visa
organisations-show-firms = Företag och arbetsgivare
organisations-show-actors = De som erbjuder insatser
organisations-show-both = Alla
organisations-filter = Sök
organisations-caption = Företag, de senast tillagda först
organisations-none = Inget företag passar
organisations-none-text = Sök på en del av namnet, eller lägg till företaget om det är nytt.
organisations-name = Namn
organisations-number = Nummer
organisations-municipality = Kommun
organisations-sector = Ägare
organisations-size = Storlek
organisations-sni = Bransch
organisations-employees = Anställda
organisations-turnover = Omsättning
organisations-turnover-value = { $count } tkr
organisations-unknown = okänt
organisations-choose = Välj kommun

organisations-log-call = Skriv in ett samtal
organisations-plan-contact = Planera kontakt
organisations-invite = Bjud in till kartläggning
organisations-no-needs = Inga behov ännu.
organisations-no-cases = Inga ärenden ännu.
organisations-no-mappings = Ingen kartläggning ännu.
organisations-need-note = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
organisations-facts = Om företaget
organisations-networks = Nätverk
organisations-edit = Ändra uppgifterna
organisations-own = Det här vet vi om er. Stämmer det inte får du ändra.
organisations-lacks-turnover = Omsättningen saknas
organisations-lacks-turnover-why = Några insatser går bara att pröva när den är ifylld.
organisations-fill-in = Fyll i den

organisations-new-title = Lägg till ett företag
organisations-edit-title = Ändra { $name }
organisations-add = Lägg till företaget
organisations-save = Spara ändringen
organisations-number-hint = Tio siffror, till exempel 559999-0016.
organisations-sni-hint = SNI 2007, två till fem siffror. Lämna tomt om du inte vet.
organisations-employees-hint = Hur många som arbetar i länet.
organisations-turnover-form = Omsättning i tusen kronor
organisations-turnover-hint = Senaste året. Åtta miljoner skrivs 8 000.

flash-organisation-added = { $name } är tillagt.
flash-organisation-saved = Uppgifterna om { $name } är sparade.
