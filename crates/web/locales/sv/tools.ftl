# Every tool of one's role on one page.
tools-lede = Allt du kan göra här, och vad det är bra för.
tools-day = I vardagen
tools-firms = Möta företagen
tools-together = Göra mer tillsammans
tools-order = Ordna arbetet
tools-board = Flytta dina ärenden mellan kolumner och se hela läget på en gång.
tools-peace = Se vem som har kontaktat er, och säg hur ni vill bli kontaktade.
tools-queue = Se vilka företag som väntar på ett första besök.
tools-obstacles = Följ det som står i vägen för företagen tills nämnden har svarat.
tools-figures = Se hur många företag som har fått besök, kommun för kommun.
tools-committees = Säg vilken nämnd som svarar på vad.
tools-mail = Se vilka mejl som har gått ut, och skicka dem som fastnat igen.
tools-own-mail = Välj vad du vill få mejl om.
tools-pools = Samma behov hos flera företag blir ett.
tools-import = Läs in svar från mindthegap, enkäter och besök.
