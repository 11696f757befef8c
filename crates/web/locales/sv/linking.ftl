# Hur titlar leder till yrken.
needs-how-likeness = hela titeln liknar
vocabulary-similar = Liknande namn i andra grupper
