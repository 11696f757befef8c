# Occupations.
vocabulary-title = Yrken
vocabulary-lede = Alla yrkesgrupper, vad de kallas och vad man behöver kunna.
vocabulary-search = Sök yrke
vocabulary-find = Sök
vocabulary-found = { $count ->
    [0] Inget yrke hittades
    [one] 1 yrke
   *[other] { $count } yrken
}
vocabulary-show-all = Visa alla yrkesgrupper
vocabulary-version = Ordlista: { $name }
vocabulary-group = Hör till gruppen
vocabulary-names = Kallas också
vocabulary-skills = Det här behöver man kunna
vocabulary-no-skills = Ordlistan säger inget om det än.
vocabulary-members = Yrken i gruppen
vocabulary-offers = Insatser för yrket
vocabulary-no-offers = Ingen insats gäller just det här yrket.
vocabulary-all-offers = Sök bland alla insatser
vocabulary-sought = { $count ->
    [one] 1 person söks av { $firms } företag i länet.
   *[other] { $count } personer söks av { $firms } företag i länet.
}
vocabulary-sought-hidden = Några söks i länet. Talet är dolt, så att inget enskilt företag syns.
vocabulary-sought-none = Ingen söks i länet just nu.
vocabulary-similar = Liknande namn i andra grupper
