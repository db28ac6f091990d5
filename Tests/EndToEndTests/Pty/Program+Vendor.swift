import Foundation
import TestKit

extension Program {
    /// Registers the sample's Dropbox anew, where a sandbox of this test listens; the usual port may be another program's.
    func register(_ sandbox: RunningSandbox, settings: String = "\"settings\": {}") throws {
        try register(at: sandbox.url(""), settings: settings)
    }

    /// The same, where something else listens.
    func register(at url: String, settings: String = "\"settings\": {}") throws {
        let seeds = URL(filePath: #filePath).appending(path: "../../../../seeds/dropbox.json").standardized
        let text = try String(contentsOf: seeds, encoding: .utf8)
            .replacing("http://127.0.0.1:8377", with: url)
            .replacing("\"settings\": {}", with: settings)
        try write("dropbox.json", text)
        try run("systems", "update", "Dropbox", file("dropbox.json"), "--workspace", workspace)
    }
}
