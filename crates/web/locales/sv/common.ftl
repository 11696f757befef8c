# The frame, forms, times and errors: what every page shares.
site-name = Samkraft
demo-mark = demo

layout-skip = Hoppa till innehållet
layout-demo = Det här är ett demolän. Företag, händelser och löften är påhittade, även där riktiga skolor och kommuner nämns.
layout-menu = Meny
layout-main-menu = Huvudmeny
layout-you-are-here = Du är här
layout-sign-in = Logga in
layout-sign-out = Logga ut
layout-change-role = Byt roll
layout-undo = Ångra
layout-about-menu = Om tjänsten
layout-accessibility = Tillgänglighet
layout-privacy = Så skyddar vi dina uppgifter
layout-matching = Så räknar vi matchning
layout-api = För utvecklare
layout-operator = Samkraft i { $county }
layout-feedback = Tyck till om tjänsten

nav-desk = Mitt skrivbord
nav-our-company = Mitt företag
nav-cases = Ärenden
nav-needs = Behov
nav-mappings = Kartläggningar
nav-organisations = Företag
nav-visits = Besök
nav-tools = Verktyg
nav-offers = Insatser
nav-about-matching = Så fungerar det

flash-signed-out = Du är utloggad.

form-error = Fel:
form-title-with-errors = Fel: { $title }
form-errors = { $count ->
    [one] Ett svar behöver rättas
   *[other] { $count } svar behöver rättas
}
form-not-sent = Det gick inte att spara
form-conflict = Någon annan har sparat före dig. Vid fälten står det som är sparat nu. Ändra det du vill och spara igen.
form-theirs = Så står det sparat nu:
form-theirs-empty = Inget
form-day = Dag
form-month = Månad
form-year = År
form-question-of = Fråga { $at } av { $of }

paging-label = Bläddra i listan
paging-previous = Till listans början
paging-next = Nästa sida
paper-foot = { $title }. Hämtad { $date }.
paper-page = Sida { $page } av { $pages }

time-at = kl. { $time }
month-1 = januari
month-2 = februari
month-3 = mars
month-4 = april
month-5 = maj
month-6 = juni
month-7 = juli
month-8 = augusti
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
month-short-1 = jan
month-short-2 = feb
month-short-3 = mars
month-short-4 = april
month-short-5 = maj
month-short-6 = juni
month-short-7 = juli
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
weekday-1 = måndag
weekday-2 = tisdag
weekday-3 = onsdag
weekday-4 = torsdag
weekday-5 = fredag
weekday-6 = lördag
weekday-7 = söndag
weekday-short-1 = mån
weekday-short-2 = tis
weekday-short-3 = ons
weekday-short-4 = tors
weekday-short-5 = fre
weekday-short-6 = lör
weekday-short-7 = sön

clock-today = Svara i dag
clock-days-left = { $count ->
    [one] 1 arbetsdag kvar
   *[other] { $count } arbetsdagar kvar
}
clock-late-today = Svaret är sent
clock-days-late = { $count ->
    [one] 1 arbetsdag sen
   *[other] { $count } arbetsdagar sen
}
clock-kept = Löftet hölls
clock-kept-late = { $count ->
    [0] Svar samma dag, men för sent
    [one] Svar 1 arbetsdag för sent
   *[other] Svar { $count } arbetsdagar för sent
}

thread-heard = Hört
thread-understood = Förstått
thread-answered = Besvarat
thread-done = Gjort
thread-effect = Gav effekt
thread-told = Berättat
thread-now-heard = Hörs nu
thread-now-understood = Förstås nu
thread-now-answered = Besvaras nu
thread-now-done = Görs nu
thread-now-effect = Effekten mäts nu
thread-now-told = Berättas nu
thread-is-done = (klart)

reasons-label = Krav
lane-of = av { $count }
