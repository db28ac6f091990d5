import Telling

struct NoticeJSON: Encodable {
    var message: String
    var details: [String]
    var cure: String?

    init(_ notice: Notice) {
        message = notice.headline
        details = notice.details
        cure = notice.cure
    }
}
