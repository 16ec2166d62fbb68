// Press the download button with the key `data`, once it is drawn: its script may come later than this one.
export default ({data}) => {
  const timer = setInterval(() => {
    const button = document.querySelector(`.st-key-${data} button`)
    if (!button) return
    clearInterval(timer)
    button.click()
  }, 50)
  return () => clearInterval(timer)
}
