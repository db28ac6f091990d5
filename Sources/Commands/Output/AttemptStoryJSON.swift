import Accounts
import Foundation
import Synchronizing
import Telling

struct RequestSketchJSON: Encodable {
    struct Header: Encodable {
        var name: String
        /// Missing if it is secret, or another one each time.
        var value: String?
    }

    var call, method, host, path: String
    /// Without a query, which may hold a secret.
    var url: String
    var headers: [Header]
    /// The JSON, as a text.
    var body: String

    init(_ sketch: RequestSketch) {
        (call, method, host, path) = (sketch.call.rawValue, sketch.method, sketch.host, sketch.path)
        url = sketch.origin + sketch.path
        headers = sketch.headers.map { Header(name: $0.name, value: $0.value) }
        body = sketch.body
    }
}

struct AttemptStoryJSON: Encodable {
    struct Step: Encodable {
        var at: Date?
        var message: String
        var by, event, state, externalId, vendorsWords: String?
    }

    var account: ToldAccount
    var system: String
    var attempt: String?
    var number, attempts: Int
    var deadline: Date?
    var parent: ToldAccount?
    var values: [NamedValueJSON]
    var steps: [Step]
    var request: RequestSketchJSON?
    /// Whether the request is the one that was sent.
    var isExact: Bool
    var remarks: [String]

    init(_ story: AttemptStory) {
        account = ToldAccount(story.account)
        system = story.system.rawValue
        attempt = story.intent?.attempt.rawValue
        (number, attempts) = (story.number, story.count)
        deadline = story.intent?.deadline.wall
        parent = story.parent.map { ToldAccount($0) }
        values = story.values.map { NamedValueJSON(label: $0.name, value: $0.value) }
        steps = story.steps.map(Step.init)
        request = story.request.map(RequestSketchJSON.init)
        isExact = story.request != nil && story.fidelity == .exact
        remarks = story.remarks
    }
}

extension AttemptStoryJSON.Step {
    fileprivate init(_ step: AttemptStory.Step) {
        at = step.at
        message = step.phrase
        by = step.by.isEmpty ? nil : step.by
        event = step.entry?.event.rawValue
        state = step.entry?.state.rawValue
        externalId = step.entry?.externalID?.rawValue
        vendorsWords = step.entry?.reason?.vendorsWords
    }
}

/// What synchronizing an account would ask and send.
struct DryAttemptJSON: Encodable {
    var form: FormJSON
    var sendable: Bool
    var requests: [RequestSketchJSON]
    var bss: FreshnessJSON?

    init(_ attempt: DryAttempt) {
        form = FormJSON(attempt.form, attempt.findings)
        sendable = attempt.isSendable
        requests = attempt.requests.map(RequestSketchJSON.init)
    }
}
