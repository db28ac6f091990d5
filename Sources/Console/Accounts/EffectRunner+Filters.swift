import Telling
import Workspace

extension EffectRunner {
    func loadFilters() {
        do throws(KeptFile.Problem) {
            post(.filtersLoaded(try workspace.savedFilters()))
        } catch {
            post(.filtersLoaded(SavedFilters()))
            post(.told(.filtersNotRead(error)))
        }
    }

    func saveFilter(_ filter: String?, as name: String) {
        do throws(KeptFile.Problem) {
            post(.filtersLoaded(try workspace.saveFilter(filter, as: name)))
            post(.told(filter == nil ? .filterForgotten(name) : .filterSaved(name)))
        } catch {
            post(.told(.filterNotSaved(error)))
        }
    }
}
