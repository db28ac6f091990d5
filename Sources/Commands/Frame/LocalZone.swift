import Foundation
import Telling

/// The zone of the operator, as TZ or the machine says it.
enum LocalZone {
    static func use() {
        tzset()
        ShownZone.use { date in
            var (moment, local) = (time_t(date.timeIntervalSince1970.rounded(.down)), tm())
            guard localtime_r(&moment, &local) != nil, let name = local.tm_zone else { return .utc }
            // TZ may hold anything.
            return ShownZone.Offset(seconds: local.tm_gmtoff, name: String(String(cString: name).prefix(8)))
        }
    }

    static func useUTC() { ShownZone.use { _ in .utc } }
}
