package import Accounts

extension Unusable {
    /// What happened and what to do now.
    package var phrase: String {
        switch self {
        case .secret(let failure): failure.phrase
        case .caFile(let file, .broken): "a certificate in \(file), the caFile, cannot be read: copy it anew"
        case .caFile(let file, let fault): "\(file), the caFile, \(fault.phrase)"
        }
    }
}

extension CAFileFault {
    fileprivate var phrase: String {
        switch self {
        case .missing: "is not there: put it into the workspace, or correct its name"
        case .notAFile: "is not a plain file of at most 1 MiB: name a PEM file"
        case .empty: "is empty: put the vendor's CA certificate into it, as PEM"
        case .noCertificate:
            "holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----: convert it, or name another"
        case .broken: "cannot be read"
        case .system(let words): "cannot be read (\(words)): make it readable"
        }
    }
}

extension SecretFailure {
    package var phrase: String {
        switch self {
        case .noVariable(let name): "the variable \(name) is not set: set it, or name another"
        case .unreadable(let path, let fault): "the secret in \(path) cannot be read: \(fault.phrase)\(fault.cure)"
        case .exposed(let path): "others may read the secret in \(path): make it yours alone (chmod 600)"
        case .notAFile(let path): "\(path) is not a plain file: name the file itself in the registration"
        case .commandFailed(let status) where status < 0:
            "the command for the secret was ended by signal \(-status): run it by hand"
        case .commandFailed(let status): "the command for the secret failed (status \(status)): run it by hand"
        case .commandTimedOut(let limit):
            "the command for the secret did not end in \(limit.components.seconds) s: run it by hand; it gets no input and no terminal"
        case .commandOutput(let fault):
            "the command for the secret printed something that is not a secret (\(fault.phrase)): run it by hand"
        case .empty(let reference): "the secret \(reference) is empty: fill it"
        case .hidden(let reference, let character):
            "the secret \(reference) holds \(character.spoken), which is invisible: write it again, on one line"
        case .whiteSpace(let reference):
            "the secret \(reference) begins or ends with white space, which no vendor expects: take it away"
        }
    }
}

extension SecretFailure.Fault {
    fileprivate var phrase: String {
        switch self {
        case .missing: "it is not there"
        case .forbidden: "its permissions forbid it"
        case .tooLong: "it is longer than 64 KiB"
        case .notUTF8: "it is not UTF-8"
        case .system(let words): words
        }
    }

    fileprivate var cure: String {
        switch self {
        case .missing: ": create it"
        case .forbidden: ": make it yours"
        case .notUTF8: ": save it anew as such"
        case .tooLong, .system: ""
        }
    }
}
