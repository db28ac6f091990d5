import Telling
package import TextScreen
import Workspace

/// Copying to the clipboard of the terminal.
extension Console {
    var clips: [Clip] { screens.last?.clips ?? [] }

    /// Copies what is under the cursor; asks which part, if there are several.
    mutating func copy() {
        let clips = clips
        if clips.count == 1 { copy(clips[0]) } else { open(CopyPopUp(clips)) }
    }

    mutating func copyCommand() { if let clip = clips.first(where: { $0.command != nil }) { copy(clip) } }

    mutating func copy(_ clip: Clip) {
        let here = Phrases.inWorkspace(runner.workspace.location)
        let text = clip.command.map { ($0 + here).description } ?? clip.text
        let clipping = Clipping(text)
        clippings.append(clipping)
        toast = .copied(clip.label, clipping.text, isCut: clipping.isCut)
    }

    package mutating func takeClippings() -> [Clipping] {
        defer { clippings = [] }
        return clippings
    }
}
