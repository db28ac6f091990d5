import Synchronizing

extension ServiceDescription {
    /// Reads the answer of discovery; nil if it has no name.
    init?(_ json: JSON) {
        guard let name = json["Name"]?.text ?? json["Code"]?.text else { return nil }
        var urls: [String: String] = [:]
        for section in json["ManagementSections"]?.elements ?? [] where section["IsSectionEnabled"]?.truth != false {
            for (name, url) in section["Urls"]?.members ?? [:] { urls[name] = url["Url"]?.text }
        }
        self.init(
            name: name,
            version: json["Version"]?.text ?? "",
            supportsResellers: json["ResellerSupportEnabled"]?.truth,
            urls: urls
        )
    }
}
