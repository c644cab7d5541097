// The contact chip in the editor: choose a service, and its name stands in the sentence as one piece.
// Wagtail shares React, Draft.js and its own editor as globals.
(() => {
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;
  const { EditorState, Modifier } = window.DraftJS;

  /** Opens the chooser of services and puts the chosen one where the cursor is, in place of what is selected. */
  class ServiceSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.service,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    onChosen({ slug, title }) {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState.getCurrentContent().createEntity(entityType.type, 'IMMUTABLE', { slug });
      const entity = content.getLastCreatedEntityKey();
      const replaced = Modifier.replaceText(content, editorState.getSelection(), title, null, entity);
      this.workflow.close();
      onComplete(EditorState.push(editorState, replaced, 'insert-characters'));
    }
  }

  /** The chip as the editor shows it: the service's name, with buttons to choose another and to take it out. */
  const ServiceChip = (props) => window.React.createElement(TooltipEntity, { ...props, icon: '#icon-mobile-alt', label: '' });

  registerPlugin({ type: 'SERVICE', source: ServiceSource, decorator: ServiceChip }, 'entityTypes');
})();
