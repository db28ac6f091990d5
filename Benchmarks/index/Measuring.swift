import Glibc

/// The resident memory of this process in megabytes, and its peak.
func residentMegabytes() -> (now: Int, peak: Int) {
    guard let file = fopen("/proc/self/status", "r") else { return (0, 0) }
    defer { fclose(file) }
    var (now, peak) = (0, 0)
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let number = text.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
        if text.hasPrefix("VmRSS:") { now = number / 1024 }
        if text.hasPrefix("VmHWM:") { peak = number / 1024 }
    }
    return (now, peak)
}

/// The times of something done again and again, in milliseconds.
struct Times {
    private(set) var all: [Double] = []
    /// The processor time of the whole process in the same moments: what is left when others use the machine too.
    private(set) var processor: [Double] = []

    mutating func measure<Value>(_ work: () -> Value) -> Value {
        let (start, used) = (ContinuousClock.now, processorMilliseconds())
        let value = work()
        add(ContinuousClock.now - start, processorMilliseconds() - used)
        return value
    }

    mutating func measureWaiting<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        let (start, used) = (ContinuousClock.now, processorMilliseconds())
        let value = try await work()
        add(ContinuousClock.now - start, processorMilliseconds() - used)
        return value
    }

    private mutating func add(_ duration: Duration, _ used: Double) {
        all.append(duration / .milliseconds(1))
        processor.append(used)
    }

    /// Takes the last time of others as its own.
    mutating func copy(_ other: Times) {
        if let last = other.all.last { all.append(last) }
        if let last = other.processor.last { processor.append(last) }
    }

    func percentile(_ part: Double, of times: [Double]? = nil) -> Double {
        let sorted = (times ?? all).sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }

    var summary: String {
        func three(_ times: [Double]) -> String {
            [0.5, 0.99, 1].map { "\(rounded(percentile($0, of: times)))" }.joined(separator: " / ")
        }
        return "\(three(all)) ms, processor \(three(processor)) (median / p99 / worst of \(all.count))"
    }
}

func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
