// The members are spelled as on the wire.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import Accounts
import Foundation
import NIOHTTP1
import Synchronizing
import Transport

/// The headers of a system's requests; they carry credentials.
struct RequestHeaders: Sendable {
    let applicationID: String
    let apiKey: Secret
    let settings: [String: Secret]

    /// All headers of one request; a name or value that cannot travel in a header makes the request invalid.
    func headers(trackID: String) throws(Unsent) -> HTTPHeaders {
        var headers = HTTPHeaders([
            ("Accept", "application/json"), ("Content-Type", "application/json; charset=utf-8"),
            ("User-Agent", "account-sync"), ("Connection", "close"),
        ])
        try add("X-CloudPlatform-ApplicationId", applicationID, to: &headers)
        try add("X-CloudPlatform-APIKey", Data(apiKey.reveal().utf8).base64EncodedString(), to: &headers)
        try add("X-CloudPlatform-TrackId", trackID, to: &headers)
        for (field, value) in settings.sorted(by: { $0.key < $1.key }) {
            try add("X-CloudPlatform-Setting-\(field)", value.reveal(), to: &headers)
        }
        return headers
    }

    /// The headers of a system's requests without their secrets.
    static func sketch(of system: ProvisioningSystem, trackID: String?) -> [RequestSketch.Header] {
        [
            .init("X-CloudPlatform-ApplicationId", system.applicationID), .init("X-CloudPlatform-APIKey", nil),
            .init("X-CloudPlatform-TrackId", trackID),
        ] + system.settings.keys.sorted().map { .init("X-CloudPlatform-Setting-\($0)", nil) }
    }

    /// The settings in the form that fields/validate takes.
    var settingsBody: SettingsBody {
        SettingsBody(Fields: settings.sorted { $0.key < $1.key }.map { .init(ID: $0.key, Value: $0.value.reveal()) })
    }

    struct SettingsBody: Encodable, Sendable {
        struct Field: Encodable, Sendable {
            var ID, Value: String
        }
        var Fields: [Field]
    }

    private func add(_ name: String, _ value: String, to headers: inout HTTPHeaders) throws(Unsent) {
        guard HeaderName.isToken(name) else {
            throw .invalidRequest(.headerName(name))
        }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw .invalidRequest(.headerValue(name))
        }
        headers.add(name: name, value: value)
    }
}
