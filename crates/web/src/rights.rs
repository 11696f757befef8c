//! Every right there is, in one place. A room that needs another adds it here.

use domain::access::Role::{
    self, AfAdviser, AfEditor, Ambassador, Analyst, Broker, EmployerAdmin, EmployerMember, Leader,
    MuniAdviser, MuniContact, NetworkCoord, Politician, Provider, Public, Strategist,
};

use crate::rights;

/// Every role one can be logged in with.
const SIGNED_IN: [Role; Role::ALL.len() - 1] = {
    let mut roles = [Role::Admin; Role::ALL.len() - 1];
    let mut place = 1;
    while place < Role::ALL.len() {
        roles[place - 1] = Role::ALL[place];
        place += 1;
    }
    roles
};

/// Every role in which one speaks for an organisation: a private person does not.
const MEMBERS: [Role; Role::ALL.len() - 2] = {
    let mut roles = [Role::Admin; Role::ALL.len() - 2];
    let mut place = 2;
    while place < Role::ALL.len() {
        roles[place - 2] = Role::ALL[place];
        place += 1;
    }
    roles
};

rights! {
    /// Pages, files and figures for everyone.
    ReadPublic = [Public];
    /// The service map: offers that are for everyone, and for members of one's networks.
    ReadOffers = [Public];
    /// Log in and out; see whether one is logged in.
    SignIn = [Public];
    /// Answer a mapping or a question with the link one was sent.
    AnswerByLink = [Public];

    /// Whoever is logged in: their own session, roles and desk.
    UseDesk = SIGNED_IN;

    /// One's own login: password, second step, sessions, keys for programs.
    KeepAccount = SIGNED_IN;

    /// Ideas for the service and for one's networks, with what is said about them.
    ReadIdeas = SIGNED_IN;
    /// Write ideas for one's organisation, vote on them and talk about them.
    WriteIdeas = MEMBERS, seen by ReadIdeas;
    /// Answer ideas for the service, or for a network one runs.
    KeepIdeas = [NetworkCoord, EmployerAdmin, Strategist, Role::Admin], seen by ReadIdeas;
    /// Make a need of what one's own firm has written.
    TurnIdeas = [EmployerAdmin, EmployerMember], seen by ReadIdeas;

    /// Needs, as far as one's role reaches.
    ReadNeeds = [
        Broker, Strategist, MuniAdviser, MuniContact, EmployerAdmin, EmployerMember, Leader,
        AfAdviser, Provider,
    ];
    /// Accept an occupation for a need, plan its lanes, change its state.
    WorkNeeds = [
        Broker, Strategist, MuniAdviser, MuniContact, Leader, EmployerAdmin, EmployerMember,
    ], seen by ReadNeeds;
    /// Put offers forward to a firm for its need, and ask it for facts.
    ProposeForNeeds = [Broker, Strategist, MuniAdviser, MuniContact, Leader, AfAdviser],
        seen by ReadNeeds;
    /// Say yes or no to an offer that has been put forward.
    AnswerForFirm = [EmployerAdmin, EmployerMember], seen by ReadNeeds;
    /// See offers matched to a need, with reasons.
    MatchNeeds = [
        Broker, Strategist, MuniAdviser, MuniContact, EmployerAdmin, EmployerMember, Leader,
        AfAdviser,
    ];

    /// Mappings, as far as one's role reaches.
    ReadMappings = [
        Broker, Strategist, MuniAdviser, MuniContact, Leader, AfAdviser, NetworkCoord, Ambassador,
        EmployerAdmin, EmployerMember,
    ];
    /// Write answers: as the firm, or together with it.
    WriteMappings = [Leader, Broker, MuniAdviser, EmployerAdmin, EmployerMember],
        seen by ReadMappings;
    /// Invite firms to mappings.
    InviteToMappings = [Leader, Broker, MuniAdviser, Ambassador];
    /// Lead a mapping: write answers with the firm, compile, send for approval.
    LeadMappings = [Leader, Broker, MuniAdviser], seen by ReadMappings;
    /// The register of process leaders and ambassadors.
    ReadLeaders = [Broker, Strategist, MuniAdviser, Leader, Ambassador, NetworkCoord];
    /// Put people into the register, and change what they are trained for.
    KeepLeaders = [Broker, Strategist], seen by ReadLeaders;
    /// Decide who leads a mapping.
    AppointLeaders = [Broker, Strategist, MuniAdviser], seen by ReadMappings;
    /// End who leads a mapping; a process leader their own.
    StopLeading = [Broker, Strategist, MuniAdviser, Leader], seen by ReadMappings;
    /// Led mappings beside those a firm answers alone.
    CompareMappings = [Analyst, Strategist, Broker];
    /// Campaigns of networks, and how far their members have come.
    ReadCampaigns = [NetworkCoord, Strategist];
    /// Make a campaign for a network one runs, and invite its members.
    KeepCampaigns = [NetworkCoord], seen by ReadCampaigns;
    /// Answer, approve and share as the firm.
    AnswerAsEmployer = [EmployerAdmin, EmployerMember], seen by ReadMappings;

    /// Cases one is party to, or that one's role reaches.
    ReadCases = [
        Broker, Strategist, MuniAdviser, MuniContact, AfAdviser, Provider, Leader, EmployerAdmin,
        EmployerMember,
    ];
    /// Open a case and write in it, as one of its parties.
    WriteInCases = [
        Broker, Strategist, MuniAdviser, MuniContact, AfAdviser, Provider, Leader, EmployerAdmin,
        EmployerMember,
    ];
    /// Take, answer, hand over and close cases.
    WorkCases = [
        Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, Leader,
    ], seen by ReadCases;

    /// Who has been in touch with a firm, and who plans to be.
    SeeContacts = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];
    /// Write down or plan a contact.
    KeepContacts = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];

    /// Who has been in touch with one's own firm, and what it asks of those who do.
    SeeOwnPeace = [EmployerAdmin, EmployerMember];
    /// Say how one's own firm wants to be met, and when to leave it alone.
    SayWishes = [EmployerAdmin], seen by SeeOwnPeace;

    /// Read answers given elsewhere from files, and take them back.
    ImportAnswers = [Broker, Strategist];

    /// Visits at firms, as far as one's role reaches; a firm reads of its own.
    ReadVisits = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
        EmployerMember,
    ];
    /// Plan visits, write down what was heard and what a committee answered.
    KeepVisits = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist],
        seen by ReadVisits;
    /// Say what one's own firm thought of a visit.
    RateVisits = [EmployerAdmin, EmployerMember], seen by ReadVisits;
    /// How far visits have reached, and who made them.
    SeeVisitFigures = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, Analyst, Politician,
    ];
    /// Name which committees of one's own municipality answer for what stands in firms' way.
    NameCommittees = [MuniAdviser, MuniContact];

    /// Pools: what each comes to; for a firm those it has been asked about.
    ReadPools = [
        Broker, Strategist, MuniAdviser, MuniContact, Leader, AfAdviser, EmployerAdmin,
        EmployerMember,
    ];
    /// Form pools, see who is in them, write down what firms say, take them on and end them.
    WorkPools = [Broker, Strategist], seen by ReadPools;
    /// Say whether one's own firm takes part in a pool.
    AnswerPools = [EmployerAdmin], seen by ReadPools;

    /// Early warnings as far as one's role reaches; a firm reads what became of what it said.
    SeeSignals = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
        EmployerMember,
    ];
    /// Early warnings with what stands behind them.
    ReadSignals = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];
    /// Write a signal down, ask, give a desk something to do, answer.
    KeepSignals = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist],
        seen by SeeSignals;

    /// Support money: what there is to ask for, and grants as far as one's role reaches.
    ReadSupport = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
        EmployerMember,
    ];
    /// Ask for support money, for one's own firm or together with one.
    ApplySupport = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
    ], seen by ReadSupport;
    /// Write down what there is to ask for, decide, and keep firms' accounts of small aid.
    KeepSupport = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist],
        seen by ReadSupport;

    /// Agreements and letters of intent with those who help firms.
    ReadAgreements = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];
    /// Write agreements down, change them and end them before their time.
    KeepAgreements = [Broker, Strategist], seen by ReadAgreements;

    /// Events that are open to everyone, and to members of one's networks.
    ReadEvents = [Public];
    /// Sign up people of one's own organisation to events.
    SignUpToEvents = [
        EmployerAdmin, EmployerMember, Leader, Ambassador, Broker, MuniAdviser, MuniContact,
        AfAdviser, Provider, NetworkCoord, Strategist,
    ], seen by UseDesk;
    /// Invite to events, and see who comes to those of one's own organisation.
    KeepEvents = [NetworkCoord, Broker, MuniAdviser, MuniContact, Provider, Strategist],
        seen by UseDesk;

    /// Ownership transfer: what one is in touch about and let in to, and to change, take in and end
    /// what is one's own.
    UseSuccession = SIGNED_IN;
    /// Write a listing of the firm one speaks for, publish it, let advisers in.
    OwnSuccession = [EmployerAdmin, EmployerMember], seen by UseSuccession;
    /// Read teasers and show interest in them.
    SeekSuccession = [Role::Person, EmployerAdmin, EmployerMember], seen by UseSuccession;
    /// What owners intend, in sums.
    SeeIntentions = [
        Broker, Strategist, MuniAdviser, MuniContact, Analyst, Politician, EmployerAdmin,
        EmployerMember,
    ];

    /// Notices of redundancy: public ones, and secret ones for those who answer for them.
    ReadRedundancies = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
        EmployerMember,
    ];
    /// Write notices of redundancy down and work with them.
    KeepRedundancies = [Broker, MuniContact, AfAdviser], seen by ReadRedundancies;

    /// Handovers from one's own organisation, and what has come to it.
    ReadHandovers = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];
    /// End somebody's assignments, when everything they have in hand has a new holder.
    HandOver = [MuniContact, Strategist], seen by ReadHandovers;
    /// Say when one is away and who steps in; see who else at the desk is away.
    PlanAbsence = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];
    /// Be told who one's own firm's new contact is.
    SeeNewContact = [EmployerAdmin, EmployerMember];

    /// Organisations of the county.
    ReadOrganisations = [
        Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, EmployerAdmin,
        EmployerMember,
    ];
    /// Add and change organisations.
    KeepOrganisations = [Broker, MuniAdviser, MuniContact, Leader], seen by ReadOrganisations;

    /// Write down that an organisation within reach has ended.
    EndOrganisations = [Broker, MuniAdviser, MuniContact], seen by ReadOrganisations;

    /// Change what is known of an organisation: an employer's own, or one within reach.
    EditOrganisations = [Broker, MuniAdviser, MuniContact, Leader, EmployerAdmin],
        seen by ReadOrganisations;

    /// Decide for one's own firm what public figures may show of it.
    ConsentToFigures = [EmployerAdmin], seen by ReadOrganisations;

    /// Add and change the offers of one's own organisation.
    KeepOffers = [AfEditor, Provider, Broker, MuniAdviser, NetworkCoord, Strategist];

    /// The outbox: how mail stands, never what a mail of somebody's says.
    KeepMail = [Role::Admin];
    /// Set a time in the calendar with a firm.
    SetAppointments = [Leader, Broker, MuniAdviser, MuniContact, AfAdviser, Strategist];

    /// Which modules are on, and who decided it.
    ReadModules = [
        Strategist, MuniContact, MuniAdviser, Broker, Leader, AfAdviser, Role::Admin,
    ];
    /// Switch modules on and off: for the county, or for one's own municipality.
    KeepModules = [Strategist, MuniContact], seen by ReadModules;
    /// What one's municipality and the county ask firms beside the common questions, and how many
    /// have answered what.
    ReadQuestions = [Broker, Strategist, MuniAdviser, MuniContact];
    /// Ask such questions in one's own place, change and withdraw them.
    AskQuestions = [Broker, Strategist, MuniAdviser, MuniContact], seen by ReadQuestions;
    /// Keep templates for answers, and put them into answers.
    KeepReplies = [Broker, MuniAdviser, MuniContact, AfAdviser, Strategist, Leader];

    /// Sums over the whole county.
    SeeCounty = [Broker, Strategist, Analyst, Politician];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Right;

    #[test]
    fn logged_in_means_every_role_but_the_public() {
        assert!(!UseDesk::ROLES.contains(&Public));
        for role in Role::ALL.iter().filter(|role| **role != Public) {
            assert!(UseDesk::allows(*role), "{role}");
        }
    }

    #[test]
    fn a_private_person_speaks_for_no_organisation() {
        assert!(!MEMBERS.contains(&Role::Person) && !MEMBERS.contains(&Public));
        assert!(WriteIdeas::allows(EmployerMember) && ReadIdeas::allows(Role::Person));
    }

    #[test]
    fn who_only_reads_sums_is_kept_out_of_firms_matters() {
        for role in [Analyst, Politician, Role::Admin, Role::Editor, Role::Person] {
            assert!(!ReadNeeds::allows(role) && !ReadCases::allows(role), "{role}");
            assert!(!ReadMappings::allows(role) && !SeeContacts::allows(role), "{role}");
        }
    }

    #[test]
    fn employers_never_see_the_ledger_of_contacts() {
        assert!(!SeeContacts::allows(EmployerAdmin) && !SeeContacts::allows(EmployerMember));
    }
}
