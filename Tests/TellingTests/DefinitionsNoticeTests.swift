import Accounts
import Synchronizing
import Telling
import Testing

/// A vendor that does not name its fields is described by what it did, with the cure that fits.
struct DefinitionsNoticeTests {
    @Test(arguments: [
        (429, "it asks to come again later (HTTP 429)", "Try again in a few minutes."),
        (500, "it answered HTTP 500", "The fault is the vendor's: try again later."),
        (200, "its answer names no fields", "Check the syncOptions URL of the registration."),
        (404, "it refused (HTTP 404)", "Check the syncOptions URL of the registration."),
        (401, "it refused (HTTP 401)", "Check the application id and the API key of the registration."),
    ])
    func `the sentence and the cure fit the status`(_ status: Int, _ phrase: String, _ cure: String) {
        let notice = Notice(
            Synchronizer.FormFailure.definitions(.refused(status: status, message: "")),
            system: SystemName("Dropbox")
        )
        #expect(notice.headline == "Dropbox did not say which fields its form has: \(phrase).")
        #expect(notice.cure == cure)
    }
}
