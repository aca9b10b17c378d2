"""Which background jobs follow from which fact. The whole table, in one place; nothing else reacts."""

from __future__ import annotations

from hirehall.contracts import facts as contracts
from hirehall.contracts import jobs as contract_jobs
from hirehall.contracts import notices as contract_notices
from hirehall.conversations.facts import MessageSent
from hirehall.conversations.notices import note_account, tell_of_message
from hirehall.engagements.hourly import facts as hourly
from hirehall.engagements.hourly import jobs as hourly_jobs
from hirehall.engagements.hourly import notices as hourly_notices
from hirehall.engagements.listing import facts as listing
from hirehall.engagements.listing import jobs as listing_jobs
from hirehall.engagements.listing import notices as listing_notices
from hirehall.engagements.milestone import facts as milestone
from hirehall.engagements.milestone import jobs as milestone_jobs
from hirehall.engagements.milestone import notices as milestone_notices
from hirehall.engagements.package import facts as package
from hirehall.engagements.package import jobs as package_jobs
from hirehall.engagements.package import notices as package_notices
from hirehall.engagements.trial import facts as trial
from hirehall.engagements.trial import jobs as trial_jobs
from hirehall.engagements.trial import notices as trial_notices
from hirehall.engagements.unit import facts as unit
from hirehall.engagements.unit import jobs as unit_jobs
from hirehall.engagements.unit import notices as unit_notices
from hirehall.files import facts as files
from hirehall.foundation.facts import Fact
from hirehall.foundation.jobs import Job
from hirehall.front import jobs as front_jobs
from hirehall.front import notices as hall_notices
from hirehall.halls import facts as halls
from hirehall.market import facts as market
from hirehall.market import jobs as market_jobs
from hirehall.market import notices as market_notices
from hirehall.money import facts as money
from hirehall.money import jobs as money_jobs
from hirehall.money.fees import facts as fees
from hirehall.papers import jobs as paper_jobs
from hirehall.papers import notices as paper_notices
from hirehall.people import facts as people
from hirehall.people import notices as people_notices
from hirehall.portfolio import facts as portfolio
from hirehall.portfolio import notices as portfolio_notices
from hirehall.reputation import facts as reviews
from hirehall.reputation import jobs as review_jobs
from hirehall.reputation import notices as review_notices
from hirehall.skills import facts as skills
from hirehall.skills import jobs as skill_jobs
from hirehall.vetting import facts as vetting
from hirehall.vetting import jobs as vetting_jobs
from hirehall.vetting import notices as vetting_notices

REACTIONS: dict[type[Fact], tuple[Job, ...]] = {
    MessageSent: (tell_of_message,),
    portfolio.CreditMoved: (portfolio_notices.tell_of_credit,),
    portfolio.PieceHidden: (portfolio_notices.tell_of_hiding,),
    portfolio.HidingAnswered: (portfolio_notices.tell_of_hiding,),
    portfolio.ReportsAnswered: (portfolio_notices.tell_reporters,),
    portfolio.ProjectClosed: (portfolio_notices.tell_of_project,),
    files.PictureDrawn: (skill_jobs.see_pictures,),
    reviews.ReviewWindowOpened: (review_notices.tell_of_window, review_jobs.keep_record),
    reviews.ReviewReminded: (review_notices.tell_reminder,),
    reviews.ReviewsReleased: (review_notices.tell_of_reveal, review_jobs.keep_record),
    reviews.ReviewReplied: (review_notices.tell_of_reply,),
    people.MemberInvited: (people_notices.tell_invited,),
    people.InvitationAnswered: (
        contract_jobs.join_threads,
        market_jobs.join_threads,
        package_jobs.join_threads,
    ),
    people.RoleChanged: (
        contract_jobs.join_threads,
        market_jobs.join_threads,
        package_jobs.join_threads,
        contract_jobs.leave_threads,
        market_jobs.leave_threads,
        package_jobs.leave_threads,
    ),
    people.MemberLeft: (
        contract_jobs.leave_threads,
        market_jobs.leave_threads,
        package_jobs.leave_threads,
        contract_notices.tell_of_removal,
    ),
    people.OwnDataAsked: (people_notices.pack,),
    people.OwnDataReady: (people_notices.tell_own_data_ready, note_account),
    money.PaymentBegun: (money_jobs.drive_payment,),
    money.RefundBegun: (money_jobs.drive_refund,),
    money.PayoutRequested: (money_jobs.drive_payout,),
    money.RailEventReceived: (money_jobs.handle_rail_event,),
    money.PaymentSucceeded: (
        milestone_jobs.settle_funding,
        hourly_jobs.settle_hold,
        package_jobs.settle_payment,
        unit_jobs.settle_payment,
        trial_jobs.settle_payment,
        contract_jobs.settle_extra,
        paper_jobs.write_payment_receipt,
    ),
    money.PaymentFailed: (
        milestone_jobs.funding_failed,
        hourly_jobs.hold_failed,
        package_jobs.payment_failed,
        unit_jobs.payment_failed,
        trial_jobs.payment_failed,
        contract_jobs.extra_failed,
    ),
    money.PaymentReturned: (paper_notices.tell_payment_returned,),
    money.RefundSettled: (paper_jobs.write_refund_receipt, paper_notices.tell_refund_settled),
    fees.FeeScheduleDrafted: (front_jobs.charge_year_again,),
    fees.FeeVoteOpened: (paper_notices.tell_fee_vote_opened,),
    fees.FeeVoteClosed: (paper_notices.tell_fee_vote_closed,),
    fees.FeeVoteCalledOff: (paper_notices.tell_fee_vote_off,),
    fees.FeeScheduleAnnounced: (paper_notices.tell_fees_announced,),
    fees.FeeScheduleWithdrawn: (paper_notices.tell_fees_withdrawn,),
    money.MoneyReleased: (paper_jobs.write_fee_receipt, paper_notices.tell_money_released),
    money.GuaranteeFilled: (trial_jobs.ask_the_pot,),
    money.ChargebackOpened: (
        contract_jobs.face_chargeback,
        paper_notices.tell_chargeback_opened,
    ),
    money.ChargebackWon: (
        contract_jobs.resume_contract,
        paper_notices.tell_chargeback_won,
    ),
    money.ChargebackLost: (contract_jobs.settle_loss,),
    money.ChargebackSettled: (paper_notices.tell_chargeback_settled,),
    money.DebtKeptBack: (paper_notices.tell_debt_kept_back,),
    money.PayoutReturned: (paper_notices.tell_payout_returned,),
    money.PayoutPaid: (paper_notices.tell_payout_paid,),
    money.PayoutFailed: (paper_notices.tell_payout_failed,),
    money.DestinationSaved: (paper_notices.tell_destination_saved,),
    contracts.ContractStarted: (contract_jobs.draw_agreement,),
    contracts.OfferMade: (contract_notices.tell,),
    contracts.OfferQuoted: (contract_notices.tell,),
    contracts.OfferCountered: (contract_notices.tell,),
    contracts.OfferAccepted: (contract_notices.tell,),
    contracts.OfferDeclined: (contract_notices.tell, trial_jobs.offer_over),
    contracts.OfferWithdrawn: (contract_notices.tell, trial_jobs.offer_over),
    contracts.OfferExpired: (contract_notices.tell, trial_jobs.offer_over),
    contracts.TermsChangeProposed: (contract_notices.tell,),
    contracts.TermsChanged: (contract_jobs.draw_agreement, contract_notices.tell),
    contracts.TermsChangeDeclined: (contract_notices.tell, milestone_jobs.complete_contract),
    contracts.TermsChangeWithdrawn: (contract_notices.tell, milestone_jobs.complete_contract),
    contracts.EndingProposed: (contract_notices.tell,),
    contracts.EndingDeclined: (contract_notices.tell, milestone_jobs.complete_contract),
    contracts.EndingWithdrawn: (contract_notices.tell, milestone_jobs.complete_contract),
    contracts.SplitProposed: (contract_notices.tell_of_split,),
    contracts.SplitAgreed: (contract_notices.tell_of_split,),
    contracts.SplitFilledIn: (contract_notices.tell_of_split,),
    contracts.StandingSplitEnded: (contract_notices.tell_of_split,),
    contracts.SplitDeclined: (contract_notices.tell_of_split,),
    contracts.SplitWithdrawn: (contract_notices.tell_of_split,),
    contracts.SplitLapsed: (contract_notices.tell_of_split,),
    contracts.ContractEnded: (review_jobs.open_review_window, contract_notices.tell),
    contracts.ExtraPaid: (contract_notices.tell,),
    contracts.ExtraFailed: (contract_notices.tell,),
    contracts.ContractFrozen: (contract_notices.tell,),
    contracts.ContractThawed: (contract_notices.tell,),
    milestone.MilestoneFunded: (milestone_notices.tell,),
    milestone.FundingFailed: (milestone_notices.tell,),
    milestone.PaymentReturned: (milestone_notices.tell,),
    milestone.MilestoneDelivered: (milestone_notices.tell,),
    milestone.ChangesAsked: (milestone_notices.tell,),
    milestone.MilestoneAccepted: (milestone_notices.tell,),
    milestone.PartReleased: (milestone_notices.tell,),
    milestone.RefundAsked: (milestone_notices.tell,),
    milestone.RefundWithdrawn: (milestone_notices.tell,),
    milestone.RefundRefused: (milestone_notices.tell,),
    milestone.MilestoneRefunded: (milestone_notices.tell,),
    milestone.MilestoneSettled: (milestone_notices.tell,),
    hourly.WeekHeld: (hourly_notices.tell,),
    hourly.HoldFailed: (hourly_notices.tell,),
    hourly.PaymentReturned: (hourly_notices.tell,),
    hourly.ReviewBegun: (hourly_notices.tell,),
    hourly.WeekCharged: (hourly_notices.tell,),
    hourly.EntryDisputed: (hourly_notices.tell,),
    hourly.DisputeWithdrawn: (hourly_notices.tell,),
    hourly.EntryTakenOff: (hourly_notices.tell,),
    hourly.EntryContested: (hourly_notices.tell,),
    hourly.SplitProposed: (hourly_notices.tell,),
    hourly.SplitAgreed: (hourly_notices.tell,),
    hourly.ContractPaused: (hourly_notices.tell,),
    hourly.ContractResumed: (hourly_notices.tell,),
    hourly.NoticeGiven: (hourly_notices.tell,),
    package.OrderPaid: (package_notices.tell,),
    package.PaymentFailed: (package_notices.tell,),
    package.PaymentReturned: (package_notices.tell,),
    package.RequirementsGiven: (package_notices.tell,),
    package.OrderDelivered: (package_notices.tell,),
    package.RevisionAsked: (package_notices.tell,),
    package.OrderAccepted: (package_notices.tell,),
    package.OrderLate: (package_notices.tell,),
    package.OrderVeryLate: (package_notices.tell,),
    package.ExtensionAsked: (package_notices.tell,),
    package.OrderExtended: (package_notices.tell,),
    package.CancelAsked: (package_notices.tell,),
    package.AskDeclined: (package_notices.tell,),
    package.OrderCancelled: (package_notices.tell,),
    package.RevisionsBought: (package_notices.tell,),
    package.RevisionsUnpaid: (package_notices.tell,),
    unit.OrderListed: (unit_notices.tell_poster,),
    unit.WriterAsked: (unit_notices.tell_poster, unit_notices.tell_asked),
    unit.OrderPassedOn: (unit_notices.tell_poster,),
    unit.PaymentFailed: (unit_notices.tell_poster,),
    unit.PaymentReturned: (unit_notices.tell_poster,),
    unit.OrderCancelled: (unit_notices.tell_poster,),
    unit.OrderReturned: (unit_notices.tell_holder,),
    unit.QuestionAsked: (unit_notices.tell_of_question,),
    unit.QuestionAnswered: (unit_notices.tell_of_question,),
    unit.WorkDelivered: (unit_notices.tell, unit_jobs.compare_texts),
    unit.CopyJudged: (unit_notices.tell,),
    unit.SampleSent: (unit_jobs.compare_texts,),
    unit.RevisionAsked: (unit_notices.tell,),
    unit.RevisionMissed: (unit_notices.tell,),
    unit.CheckAsked: (unit_notices.tell,),
    unit.WorkAccepted: (unit_notices.tell, unit_jobs.draw_for_reading),
    unit.WorkRejected: (unit_notices.tell,),
    unit.TeamApplied: (unit_notices.tell_of_team,),
    unit.CandidateAnswered: (unit_notices.tell_of_team,),
    unit.MembershipEnded: (unit_notices.tell_of_team,),
    unit.BatchPosted: (unit_notices.tell_of_batch,),
    unit.BatchPaused: (unit_notices.tell_of_batch,),
    unit.TextsAsked: (unit_jobs.pack_texts,),
    unit.TextsPacked: (unit_notices.tell_of_texts,),
    unit.SampleCopied: (unit_notices.tell_of_copied_sample,),
    unit.LevelSet: (unit_notices.tell_of_level,),
    trial.DeskLate: (trial_notices.tell_client,),
    trial.PeopleShown: (trial_notices.tell_client,),
    trial.OpenAgain: (trial_notices.tell_client,),
    trial.RequestClosed: (trial_notices.tell_client,),
    trial.PersonAsked: (trial_notices.tell_person,),
    trial.MatchLapsed: (trial_notices.tell_person,),
    trial.MatchTakenBack: (trial_notices.tell_person,),
    trial.MatchPassed: (trial_notices.tell_person,),
    trial.TrialAgreed: (trial_notices.tell,),
    trial.PaymentFailed: (trial_notices.tell,),
    trial.PaymentReturned: (trial_notices.tell,),
    trial.TrialBegun: (trial_notices.tell,),
    trial.TrialOver: (trial_notices.tell,),
    trial.TrialEnded: (trial_notices.tell_end, trial_jobs.ask_the_pot),
    trial.TrialCancelled: (trial_notices.tell,),
    trial.PotPaid: (trial_notices.tell,),
    listing.PositionListed: (listing_notices.tell_poster, listing_jobs.wake),
    listing.PositionRefused: (listing_notices.tell_poster,),
    listing.PositionClosed: (listing_notices.tell_poster, listing_notices.tell_keepers),
    listing.PositionExpired: (listing_notices.tell_poster, listing_notices.tell_keepers),
    people.FreelancerProfileChanged: (market_jobs.refresh_listing_of,),
    people.AvatarChanged: (market_jobs.refresh_listing_of,),
    people.PersonSuspended: (people_notices.tell_suspended, note_account, market_jobs.refresh_listing_of),
    people.SuspensionUpheld: (people_notices.tell_upheld, note_account),
    people.PersonReinstated: (people_notices.tell_reinstated, note_account, market_jobs.refresh_listing_of),
    people.AccountClosed: (market_jobs.refresh_listing_of,),
    skills.SkillClaimed: (market_jobs.refresh_listing_of,),
    skills.SkillDropped: (market_jobs.refresh_listing_of,),
    vetting.TestToMark: (vetting_notices.tell_examiners,),
    vetting.TestPassed: (
        vetting_notices.tell_of_test,
        vetting_jobs.settle_one_test,
        market_jobs.refresh_listing_of,
    ),
    vetting.TestFailed: (vetting_notices.tell_of_test, vetting_jobs.settle_one_test),
    vetting.ScoreRaised: (vetting_notices.tell_of_test, vetting_jobs.settle_one_test),
    vetting.QuestionAppealDecided: (vetting_notices.tell_of_test,),
    vetting.StageBegun: (vetting_notices.tell_applicant,),
    vetting.StageSent: (vetting_notices.tell_examiner,),
    vetting.InterviewBooked: (vetting_notices.tell_applicant, vetting_notices.tell_examiner),
    vetting.InterviewLeft: (vetting_notices.tell_applicant, vetting_notices.tell_examiner),
    vetting.ScreeningPassed: (vetting_notices.tell_applicant,),
    vetting.ScreeningFailed: (vetting_notices.tell_applicant,),
    vetting.ScreeningAppealDecided: (vetting_notices.tell_applicant,),
    vetting.VettedEnded: (vetting_notices.tell_of_end,),
    vetting.CertificateShown: (market_jobs.refresh_listing_of,),
    halls.MemberJoined: (market_jobs.refresh_listing_of,),
    halls.MemberLeft: (market_jobs.refresh_listing_of,),
    halls.ShowingChosen: (market_jobs.refresh_listing_of, review_jobs.keep_record_as_chosen),
    halls.MemberSuspended: (hall_notices.tell_member_suspended, market_jobs.refresh_listing_of),
    halls.MemberReinstated: (hall_notices.tell_member_reinstated, market_jobs.refresh_listing_of),
    halls.ApplicationDecided: (hall_notices.tell_application_decided,),
    halls.ApplicationAppealAnswered: (hall_notices.tell_appeal_answered,),
    halls.JoinInvitationMade: (hall_notices.mail_invitation,),
    market.FreelancerListed: (review_jobs.keep_record_of_listed,),
    market.FreelancerInvited: (market_notices.tell_of_invitation,),
    market.InvitationDeclined: (market_notices.tell_of_declined_invitation,),
    market.ClarificationAsked: (market_notices.tell_of_question,),
    market.ClarificationAnswered: (market_notices.tell_of_answer,),
    market.BriefEdited: (market_notices.tell_of_edit,),
    market.BriefClosed: (market_notices.tell_of_closed_brief,),
    market.BriefReopened: (market_notices.tell_of_closed_brief,),
    market.BriefWentStale: (market_notices.tell_of_closed_brief,),
    market.BriefHired: (market_notices.tell_of_closed_brief,),
    market.PanelMemberInvited: (market_notices.ask_onto_panel,),
    market.PanelMemberAnswered: (market_notices.tell_of_seat,),
    market.PanelOpened: (market_notices.tell_panel,),
    market.PanelCompared: (market_notices.tell_panel,),
    market.PanelAwarded: (market_notices.tell_of_award,),
    market.AddendumPublished: (market_notices.tell_of_addendum,),
    market.ProposalSubmitted: (market_notices.tell_of_proposal,),
    market.ProposalWithdrawn: (market_notices.tell_of_withdrawal,),
    market.ProposalRead: (market_notices.tell_of_verdict,),
    market.ProposalShortlisted: (market_notices.tell_of_verdict,),
    market.ProposalDeclined: (market_notices.tell_of_verdict,),
    market.QuoteAsked: (market_notices.mail_request_link,),
    market.ClientInvited: (market_notices.mail_client_invitation,),
    market.ServiceListed: (market_notices.tell_of_screening,),
    market.ServiceSentBack: (market_notices.tell_of_screening,),
    market.ServiceRefused: (market_notices.tell_of_screening,),
    market.RequestOpened: (market_notices.tell_of_request,),
    market.RequestDeclined: (market_notices.tell_of_closed_request,),
    market.RequestWithdrawn: (market_notices.tell_of_closed_request,),
    market.CapAppealDecided: (market_notices.tell_of_decided_appeal,),
}
