# Every tool of one's role on one page.
tools-lede = Everything you can do here, and what it is good for.
tools-day = Every day
tools-firms = Meeting companies
tools-together = Doing more together
tools-order = Keeping order
tools-board = Move your cases between columns and see everything at once.
tools-peace = See who has contacted you, and say how you want to be contacted.
tools-queue = See which companies are waiting for a first visit.
tools-obstacles = Follow what stands in companies’ way until the committee has answered.
tools-figures = See how many companies have been visited, municipality by municipality.
tools-committees = Say which committee answers for what.
tools-mail = See which e-mails have gone out, and send those that got stuck again.
tools-own-mail = Choose what you want e-mail about.
tools-pools = The same need of several firms becomes one.
tools-import = Read in answers from mindthegap, surveys and visits.
