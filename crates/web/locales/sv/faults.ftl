# What is wrong with one field, and what to do. `fault-<code>--<field>` goes before `fault-<code>`.
fault-unknown = Svaret går inte att använda. Skriv det på ett annat sätt.

fault-required = Svaret saknas. Skriv eller välj något här.
fault-required--orgNumber = Företagets nummer saknas. Skriv tio siffror, till exempel 559999-0016.
fault-required--name = Namnet saknas. Skriv det som ni själva säger det.
fault-required--email = E-postadressen saknas. Skriv den du loggar in med.
fault-required--password = Lösenordet saknas. Skriv det.
fault-required--municipality = Kommunen saknas. Välj en.
fault-required--sector = Välj om verksamheten är privat, offentlig eller ideell.
fault-required--kind = Välj ett av alternativen.
fault-required--state = Välj ett läge.
fault-required--outcome = Välj hur det gick.
fault-required--outcomeWords = Berätta med några ord hur det gick. Företaget får läsa det.
fault-required--on = Dagen saknas. Skriv till exempel 2026-12-08.
fault-required--topic = Skriv på en rad vad det handlar om.
fault-required--nextStep = Nästa steg saknas. Skriv vad som ska göras.
fault-required--nextStepOn = Dagen för nästa steg saknas. Skriv när det senast ska vara gjort.
fault-required--goal = Målet saknas. Skriv med egna ord vad ni vill nå.
fault-required--obstacle = Välj det som är svårast just nu.
fault-required--severity = Välj hur allvarligt det är.
fault-required--capability = Skriv vad man behöver kunna för att nå målet.
fault-required--gap = Skriv vad som fattas i dag.
fault-required--words = Skriv med egna ord vem eller vad ni behöver.
fault-required--count = Antalet saknas. Skriv hur många personer det gäller.
fault-required--contactName = Namnet saknas. Skriv vem vi ska svara.
fault-required--contactReach = Skriv ett telefonnummer eller en e-postadress, så att vi kan svara.
fault-required--assignment = Välj en roll.

fault-too-long = Texten är { $length } tecken. Korta den till högst { $max }.
fault-control-characters = Texten innehåller ett tecken som inte syns. Skriv texten igen i stället för att klistra in den.
fault-unknown-choice = «{ $value }» finns inte att välja. Välj ett av alternativen.
fault-not-a-whole-number = «{ $value }» är inte ett helt tal. Skriv med siffror, till exempel 3.
fault-out-of-range = { $value } går inte. Skriv ett tal från { $min } till { $max }.
fault-email-malformed = «{ $value }» går inte att skicka till. Skriv till exempel namn@foretag.se.

fault-date-needs-three-numbers = «{ $value }» går inte att läsa som en dag. Skriv dag, månad och år med siffror, till exempel 15 3 2027.
fault-date-year-out-of-range = År { $year } är för långt bort. Skriv ett år från 2000 till 2100.
fault-date-month-out-of-range = Månad { $month } finns inte. Skriv ett tal från 1 till 12.
fault-date-day-not-in-month = Den { $day } { $monthName } finns inte. { $monthStart } { $year } slutar den { $last }.
fault-date-not-iso = «{ $value }» går inte att läsa som en dag. Skriv år, månad och dag, till exempel 2026-12-08.
fault-date-has-passed = { $value } har redan varit. Skriv i dag eller en senare dag.
fault-date-out-of-reach = { $value } är mer än två år bort. Skriv en dag som ligger närmare.

fault-county-malformed = «{ $value }» är inte en länskod. Skriv två siffror, till exempel 22.
fault-municipality-malformed = «{ $value }» är inte en kommunkod. Välj en kommun i listan.
fault-ssyk-malformed = «{ $value }» är inte en SSYK-kod. Skriv fyra siffror, till exempel 5120.
fault-isco-malformed = «{ $value }» är inte en ISCO-kod. Skriv fyra siffror, till exempel 5120.
fault-sni-malformed = «{ $value }» är inte en SNI-kod. Skriv två till fem siffror, till exempel 56100, eller lämna tomt.
fault-sni-version-unknown = «{ $value }» är ingen utgåva av SNI. Skriv 2007 eller 2025.
fault-org-number-length = «{ $value }» har inte tio siffror. Skriv till exempel 559999-0016.
fault-org-number-is-personal = «{ $value }» ser ut som ett personnummer. Skriv företagets nummer. Har en enskild firma inget annat ska den inte skrivas in här.
fault-org-number-checksum = «{ $value }» stämmer inte: sista siffran passar inte till de andra. Jämför med ett papper från Bolagsverket.
fault-lane-needs-a-number = Skriv hur många personer vägen ska ge. Noll räcker inte när den är igång.

fault-sign-in-wrong = Adressen och lösenordet hör inte ihop. Skriv båda igen.
fault-sign-in-no-role = Du har ingen roll i dag. Be den som sköter era konton att ge dig en.
fault-occupation-unknown = Yrket finns inte i ordlistan. Välj ett av förslagen eller sök igen.

fault-list-too-deep = Listan går inte att bläddra i efter rad { $limit }. Sök smalare.

fault-json-shape = JSON-texten har inte rätt form: { $value }
fault-json-syntax = Texten är inte JSON. Se efter citattecken och kommatecken.
