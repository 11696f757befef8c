# The words of every code in `domain`: `<prefix>-<code>`.
role-public = Visitor
role-person = Private person
role-employer-admin = Responsible at the company
role-employer-member = Employee at the company
role-leader = Process leader
role-ambassador = Ambassador
role-broker = Skills broker
role-muni-adviser = Business developer
role-muni-contact = The municipality’s contact person
role-af-adviser = Employment adviser
role-af-editor = Editor at the public employment service
role-provider = Education provider
role-assessor = Assessor
role-guidance = Study and career adviser
role-network-coord = Network coordinator
role-host = Host for newcomers
role-strategist = The region’s strategist
role-analyst = Analyst
role-politician = Elected representative
role-editor = Editor
role-facilitator = Dialogue facilitator
role-programme-lead = Programme manager
role-dpo = Data protection officer
role-registrar = Registrar
role-admin = System administrator

sector-private = Private
sector-public = Public
sector-non-profit = Non-profit

size-solo = No employees
size-micro = 1–9 employees
size-small = 10–49 employees
size-medium = 50–249 employees
size-large = 250 employees or more

case-state-received = New
case-state-assigned = Assigned
case-state-answered = Answered
case-state-plan-agreed = Plan agreed
case-state-in-progress = Being done
case-state-follow-up = Being followed up
case-state-waiting = Waiting
case-state-handed-over = Handed over
case-state-reopened = Reopened
case-state-closed = Closed

case-outcome-met = The need is met
case-outcome-partly-met = Part of it is met
case-outcome-not-met = The need was not met
case-outcome-no-longer-needed = No longer needed
case-outcome-merged = Continues in another case

alarm-none = On time
alarm-deputy = The deputy has been told
alarm-escalated = The desk above has been told

audience-parties = Everyone in the case
audience-own = Only us
audience-one = Us and one more

contact-kind-visit = Visit
contact-kind-call = Call
contact-kind-mail = Letter or email
contact-kind-survey = Survey
contact-kind-meeting = Meeting

stage-attract = Attract
stage-recruit = Recruit
stage-keep = Keep
stage-develop = Develop

offer-kind-validation = Validation of skills
offer-kind-education = Education
offer-kind-placement = Place to try out
offer-kind-grant = Financial support
offer-kind-recruitment = Help to recruit
offer-kind-advice = Advice and support
offer-kind-network = Network
offer-kind-relocation = Help to move here

fact-employees = Number of employees
fact-turnover = Turnover
fact-municipality = Municipality
fact-sector = Sector
fact-industry = Industry
fact-need-kind = Kind of need
fact-need-count = Number of people
fact-occupation = Occupation
fact-days-to-start = Days to start

verdict-met = Met
verdict-unknown = Unknown
verdict-unmet = Not met
verdict-sign-met = Met:
verdict-sign-unknown = Unknown:
verdict-sign-unmet = Not met:

match-outcome-possible = Fits
match-outcome-maybe = May fit
match-outcome-impossible = Does not fit

obstacle-find = Finding new people
obstacle-learn = Teaching those we have something new
obstacle-keep = Getting people to stay
obstacle-retire = Somebody is about to retire
obstacle-unsure = We do not know yet

need-kind-recruit = Employ somebody new
need-kind-develop = Develop those we have
need-kind-replace = Replace somebody who leaves
need-kind-retrain = Retrain for other tasks

severity-manageable = We manage, but it is difficult
severity-slows = We have to turn down work
severity-stops = Part of the business stops

need-state-registered = The occupation is not accepted
need-state-confirmed = Confirmed
need-state-in-progress = In progress
need-state-pooled = Pooled with others
need-state-fulfilled = Met
need-state-partly = Partly met
need-state-written-off = Written off
need-state-dormant = Dormant

lane-upskill = Upskilling
lane-try-out = Trying out
lane-recruit = Recruiting directly

lane-state-unused = Not chosen
lane-state-planned = Planned
lane-state-started = Started
lane-state-done = Done
lane-state-stopped = Stopped

track-micro = The company answers by itself
track-led = The process leader answers together with the company

mapping-state-invited = Invited
mapping-state-started = Started
mapping-state-prepared = Prepared
mapping-state-workshop-1 = The first meeting is done
mapping-state-workshop-2 = The second meeting is done
mapping-state-compiled = Waiting for the company’s yes
mapping-state-approved = Approved by the company
mapping-state-shared = Shared
mapping-state-followed-up = Followed up
mapping-state-withdrawn = Called off

question-goal = What do you want to reach?
question-obstacle = What is hardest right now?
question-consequence = What happens if it does not work out?
question-capability = What must one be able to do?
question-gap = What is lacking today?
question-words = Who or what do you need?
question-scope = What is it about, and how many?
question-start = When does the first one need to start?
question-contact = Whom should we answer?
question-local = Questions from the municipality or the region
yes-no-yes = Yes
yes-no-no = No
yes-no-unknown = We do not know
answer-kind-yes-no = Yes, no or not known
answer-kind-choice = One of several answers
answer-kind-number = A number
answer-kind-text = A few words
