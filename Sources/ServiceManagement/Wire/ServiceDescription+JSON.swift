import StrictJSON
import Synchronizing

extension ServiceDescription {
    /// Reads the answer of the discovery call; nil if it has no name.
    init?(_ json: JSON) {
        guard let name = json["Name"]?.text ?? json["Code"]?.text else { return nil }
        self.init(
            name: name,
            version: json["Version"]?.text ?? "",
            supportsResellers: json["ResellerSupportEnabled"]?.truth
        )
        for section in json["ManagementSections"]?.elements ?? [] where section["IsSectionEnabled"]?.truth != false {
            for name in ServiceDescription.urlNames {
                if let url = section["Urls"]?[name]?["Url"]?.text { urls[name] = url }
            }
        }
    }
}
