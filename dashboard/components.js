// Run the page again when the theme changes, since a chart keeps the colors it was drawn in, and fold the sidebar of a
// phone once it leads to another page: Streamlit folds it after links of the navigation only.
export default ({data, setTriggerValue}) => {
  const app = document.querySelector("[data-testid=stApp]")
  const sidebar = document.querySelector("[data-testid=stSidebar]")
  const follow = () => {
    const scheme = getComputedStyle(app).colorScheme
    if (scheme !== data) setTriggerValue("scheme", scheme)
  }
  const watch = new MutationObserver(follow)
  watch.observe(app, {attributeFilter: ["class"]})
  const fold = ({target}) => {
    if (innerWidth > 768 || !target.closest("a, [data-testid=stBaseButton-primary]")) return
    setTimeout(() => sidebar.querySelector("[data-testid=stSidebarCollapseButton] button")?.click())
  }
  follow()
  sidebar.addEventListener("click", fold)
  return () => {
    watch.disconnect()
    sidebar.removeEventListener("click", fold)
  }
}
