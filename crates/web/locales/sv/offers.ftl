# The service map: offers, their conditions in words, and the form that keeps them.
offers-title = Insatser för företag
offers-lede = Skriv vad som är svårt just nu. Du får se vem som kan hjälpa, vad det kostar och vad som krävs.
offers-question = Vad är svårt just nu?
offers-question-example = Jag hittar ingen svetsare
offers-kind = Sort
offers-any-kind = Alla sorter
offers-place = Kommun
offers-any-place = Hela länet
offers-find = Sök insatser
offers-understood = Vi läste:
offers-not-understood = Vi förstod inte frågan. Skriv ett yrke eller vad ni vill göra.
offers-all-instead = Ingen insats passade orden. Därför visar vi alla.
offers-clear = Rensa
offers-stages = Var i kedjan
offers-all-stages = Alla
offers-found = { $count ->
    [0] Inga insatser
    [one] 1 insats
   *[other] { $count } insatser
}
offers-only-network = Bara för { $name }
offers-review-due = Behöver ses över
offers-fact-price = Pris
offers-fact-target = För
offers-fact-stages = Hjälper er att
offers-fact-occupations = Gäller yrken
offers-reviewed-short = Sågs över { $day }
offers-none-title = Inga insatser här än
offers-none-text = Ta bort ett filter eller skriv på ett annat sätt.
offers-show-all = Visa alla insatser
offers-add = Lägg till insats
offers-back-to-need = Behovet
offers-in-short = I korthet
offers-conditions = Det här krävs
offers-no-conditions = Inga krav. Alla arbetsgivare kan fråga.
offers-condition-source = Läs var det står
offers-valid-to = Gäller till { $day }.
offers-who = Vem hjälper
offers-own-page = Läs mer hos dem
offers-reviewed-title = Stämmer det här?
offers-reviewed-on = Uppgifterna sågs över { $day }.
offers-review-due-text = Det är mer än ett halvår sedan. Ring innan ni räknar med det.
offers-review = Stämmer fortfarande
offers-change = Ändra insatsen
offers-flash-added = { $name } finns nu bland insatserna.
offers-flash-changed = { $name } är ändrad.
offers-flash-reviewed = Insatsen är granskad i dag.

offers-new-title = Lägg till en insats
offers-change-title = Ändra insatsen
offers-edit-lede = Skriv kort och så att ett litet företag förstår.
offers-edit-title = Namn
offers-edit-title-hint = Som på er egen sida, till exempel Licens för svetsare
offers-edit-summary = Vad får man?
offers-edit-summary-hint = En eller två meningar
offers-edit-kind = Sort
offers-edit-choose = Välj en sort
offers-edit-stages = Vad hjälper den företaget att göra?
offers-edit-target = Vem är den för?
offers-edit-target-hint = Till exempel Anställda i verkstäder
offers-edit-price = Vad kostar den?
offers-edit-price-hint = Till exempel Kostar inget, eller 4 800 kr per person
offers-edit-contact = Vem frågar man?
offers-edit-contact-hint = Funktion och telefonnummer, inte en persons namn
offers-edit-url = Egen sida
offers-edit-url-hint = Börjar med https://
offers-edit-occupations = Yrken den gäller
offers-edit-occupations-hint = Början av koder i SSYK, till exempel 7212, 83. Tomt betyder alla yrken.
offers-edit-words = Ord man söker med
offers-edit-words-hint = Till exempel svets mig mag tig licens
offers-edit-audience = Vem får se den?
offers-audience-everyone = Alla
offers-audience-network = Bara { $name }
offers-edit-conditions = Krav
offers-edit-conditions-hint = Varje krav prövas mot det vi vet om företaget och behovet. Skriv alltid skälet.
offers-edit-condition = Krav { $count }
offers-edit-condition-fact = Vad prövas?
offers-edit-no-condition = Inget krav
offers-edit-condition-min = Minst
offers-edit-condition-max = Högst
offers-edit-condition-codes = Koder
offers-edit-condition-codes-hint = För kommun, sektor, bransch, yrke och sorts behov: koder med komma mellan
offers-edit-condition-reason = Varför finns kravet?
offers-edit-condition-source = Var står det?
offers-edit-condition-valid-to = Sista dag det gäller
offers-save = Spara insatsen

offer-fits = { $count ->
    [one] Passar: { $met } av 1 krav
   *[other] Passar: { $met } av { $count } krav
}
offer-fits-without-conditions = Passar: inga krav
offer-may-fit = { $count ->
    [one] Kan passa: { $met } av { $all }, ett krav är okänt
   *[other] Kan passa: { $met } av { $all }, { $count } krav är okända
}
offer-does-not-fit = { $count ->
    [one] Går inte: ett krav stoppar
   *[other] Går inte: { $count } krav stoppar
}

condition-compared = { $demand }: { $value }
condition-at-least = minst { $value }
condition-at-most = högst { $value }
condition-any = valfritt antal
condition-employees = { $span } anställda
condition-turnover = omsättning { $span }
condition-need-count = { $span } personer
condition-days-to-start = { $span } dagar till start
condition-municipality = företag i { $names }
condition-sector = verksamheten är { $names }
condition-need-kind = behovet är att { $names }
condition-occupation = gäller { $names }
condition-industry = bransch { $names } i SNI
condition-value-unknown = vi vet inte
condition-value-no-occupation = yrket är inte godkänt än
condition-value-firm-has = företaget har { $value }
condition-value-firm-in = företaget finns i { $value }
condition-value-need-is = behovet är { $value }
condition-value-is = { $value }
condition-value-days = { $count ->
    [one] en dag kvar
   *[other] { $count } dagar kvar
}
money-millions = { $count ->
    [one] 1 miljon kr
   *[other] { $count } miljoner kr
}
money-kronor = { $value } kr
list-and-more = { $first } med flera
list-or = { $first } eller { $last }

relevance-sum = { $count } poäng: { $parts }
relevance-none = Inget i orden pekar hit.
relevance-occupation = yrket
relevance-any-occupation = gäller alla yrken
relevance-kind-fits-need = passar sortens behov
relevance-words = samma ord
relevance-word-parts = delar av ord
relevance-municipality = er kommun
relevance-stage = det ni vill göra
relevance-kind = sorten ni frågar efter
